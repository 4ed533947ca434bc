CREATE TABLE IF NOT EXISTS _copy (
  copy_name          VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  source_table       VARCHAR(129) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  topic              VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  first_applied_ms   BIGINT NULL COMMENT 'NULL: nothing was ever applied',
  truncated_position BIGINT NOT NULL DEFAULT -1 COMMENT 'changes up to it are gone'
) ENGINE=InnoDB COMMENT='one row per copy that the consumer keeps';

CREATE TABLE IF NOT EXISTS _truncating (
  copy_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  position  BIGINT NOT NULL COMMENT 'rows up to it are being deleted'
) ENGINE=InnoDB COMMENT='copies that are being emptied';

CREATE TABLE IF NOT EXISTS _copy_progress (
  topic         VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  partition_id  INT    NOT NULL,
  next_offset   BIGINT NOT NULL COMMENT 'first offset that was not applied yet',
  end_offset    BIGINT NOT NULL DEFAULT 0 COMMENT 'all of the last checkpoint is applied when next_offset reached it',
  position      BIGINT NOT NULL DEFAULT -1 COMMENT 'of the newest change applied',
  event_ts_ms   BIGINT NOT NULL DEFAULT 0 COMMENT 'when the source committed it',
  applied_ts_ms BIGINT NOT NULL DEFAULT 0 COMMENT 'when it was applied',
  changes       BIGINT NOT NULL DEFAULT 0 COMMENT 'changes applied so far',
  PRIMARY KEY (topic, partition_id)
) ENGINE=InnoDB COMMENT='how far each partition was applied';

CREATE TABLE IF NOT EXISTS _copy_origin (
  copy_name VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  topic     VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  displaced BOOLEAN NOT NULL COMMENT 'the topic was applied to another table since',
  KEY ix_topic (topic)
) ENGINE=InnoDB COMMENT='which topic each table was filled from, also where it is not copied any more';

CREATE TABLE IF NOT EXISTS _sensitive (
  copy_name   VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  column_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  sensitivity VARCHAR(8)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'personal or secret',
  PRIMARY KEY (copy_name, column_name)
) ENGINE=InnoDB COMMENT='columns that not everybody may see';

CREATE TABLE IF NOT EXISTS _capture (
  destination  VARCHAR(64)  CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  position     BIGINT       NOT NULL,
  file         VARCHAR(255) NOT NULL,
  pos          BIGINT       NOT NULL,
  gtid         LONGTEXT     NULL,
  commit_ts_ms BIGINT       NOT NULL COMMENT 'when the source committed the last transaction that was published',
  alive_ts_ms  BIGINT       NOT NULL COMMENT 'all that the source committed until then was read'
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COMMENT='the newest checkpoint or heartbeat of each capture';

CREATE TABLE IF NOT EXISTS _tombstone (
  copy_name  VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  key_hash   BINARY(32)  NOT NULL COMMENT 'SHA-256 of the record key without its header',
  position   BIGINT      NOT NULL,
  deleted_ms BIGINT      NOT NULL,
  PRIMARY KEY (copy_name, key_hash),
  KEY ix_deleted_ms (deleted_ms)
) ENGINE=InnoDB COMMENT='deletes, so that reading a topic again brings no row back';

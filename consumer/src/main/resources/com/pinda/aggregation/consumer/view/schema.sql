CREATE TABLE IF NOT EXISTS _view (
  view_name    VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY COMMENT 'name of the build',
  of_view      VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
    GENERATED ALWAYS AS (IF(RIGHT(view_name, 2) = '-b', LEFT(view_name, CHAR_LENGTH(view_name) - 2), view_name)) STORED
    COMMENT 'the view that readers know',
  state        VARCHAR(4)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'live' COMMENT 'live: rows are in the table of_view; next: in _next_…; old: in _old_…',
  begun        BIGINT     NOT NULL DEFAULT 0 COMMENT 'the generation that it was begun with; those of one are swapped at once',
  file_name    TEXT       NOT NULL,
  definition   MEDIUMTEXT NOT NULL COMMENT 'YAML',
  key_columns  TEXT       NOT NULL COMMENT 'JSON list of columns',
  json_columns TEXT       NOT NULL COMMENT 'JSON list of columns whose text is JSON',
  copies       TEXT       NOT NULL COMMENT 'JSON list of the copies that it reads',
  origins      MEDIUMTEXT NOT NULL COMMENT 'JSON: from which copy.column the values at each path are made',
  select_sql   MEDIUMTEXT NOT NULL COMMENT 'over the copies',
  source_sql   MEDIUMTEXT NOT NULL COMMENT 'the same over the tables of the source',
  fills_asked  BIGINT     NOT NULL DEFAULT 1 COMMENT 'how often all its rows were to be made anew',
  fills_put    BIGINT     NOT NULL DEFAULT 0 COMMENT 'for how many of these all keys were put into the refresh topic',
  filled_ms    BIGINT     NULL COMMENT 'when all its rows were there first; NULL: loading',
  compared_ms  BIGINT     NULL COMMENT 'when it was found equal to its SELECT, before it was swapped',
  old_until_ms BIGINT     NULL COMMENT 'when an old one is dropped',
  wish         VARCHAR(8) CHARACTER SET ascii COLLATE ascii_bin NULL COMMENT 'what an operator wants: rebuild, swap, rollback, drop',
  refused      MEDIUMTEXT NULL COMMENT 'a definition that was rolled back',
  KEY ix_of_view (of_view)
) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COMMENT='one row per build of a view that the consumer keeps';

CREATE TABLE IF NOT EXISTS _view_generation (
  id         TINYINT NOT NULL PRIMARY KEY,
  generation BIGINT  NOT NULL
) ENGINE=InnoDB COMMENT='grows when rows of _view come or go, or change their state';

CREATE TABLE IF NOT EXISTS _view_member (
  member     VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
  generation BIGINT NOT NULL COMMENT 'of the builds that it keeps',
  alive_ms   BIGINT NOT NULL
) ENGINE=InnoDB COMMENT='consumers that run';

CREATE TABLE IF NOT EXISTS _view_lock (
  view_name    VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  lock_id      INT NOT NULL,
  table_name   VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL COMMENT 'where its rows are; NULL: tables are being swapped',
  PRIMARY KEY (view_name, lock_id)
) ENGINE=InnoDB COMMENT='whoever makes rows of a view anew has the lock of their keys';

CREATE TABLE IF NOT EXISTS _view_progress (
  view_name    VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  lane         VARCHAR(4)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'fast or bulk',
  partition_id INT    NOT NULL,
  next_offset  BIGINT NOT NULL DEFAULT 0 COMMENT 'first key in the refresh topic that was not refreshed yet',
  end_offset   BIGINT NOT NULL DEFAULT 0 COMMENT 'all that was asked for is refreshed when next_offset reached it',
  refreshed_ms BIGINT NOT NULL DEFAULT 0 COMMENT 'when it was refreshed last',
  written      BIGINT NOT NULL DEFAULT 0 COMMENT 'rows written or deleted so far',
  PRIMARY KEY (view_name, lane, partition_id)
) ENGINE=InnoDB COMMENT='how far each refresh topic was followed';

CREATE TABLE IF NOT EXISTS _resolved (
  topic        VARCHAR(249) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  partition_id INT    NOT NULL,
  next_offset  BIGINT NOT NULL COMMENT 'the keys of all changes before it are in the refresh topics',
  PRIMARY KEY (topic, partition_id)
) ENGINE=InnoDB COMMENT='from which changes the views know what to refresh';

CREATE TABLE IF NOT EXISTS _untold (
  copy_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  times     BIGINT NOT NULL
) ENGINE=InnoDB COMMENT='copies of which rows changed without a record; the views that read them are made anew';

CREATE TABLE IF NOT EXISTS _view_parked (
  view_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  key_hash  BINARY(32) NOT NULL COMMENT 'SHA-256 of view_key',
  view_key  MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'JSON list of the values of the key',
  cause     TEXT CHARACTER SET utf8mb4 NOT NULL,
  failures  BIGINT NOT NULL DEFAULT 1,
  first_ms  BIGINT NOT NULL,
  last_ms   BIGINT NOT NULL,
  PRIMARY KEY (view_name, key_hash)
) ENGINE=InnoDB COMMENT='rows of views that could not be made or written';

CREATE TABLE IF NOT EXISTS _view_outbox (
  id         BIGINT AUTO_INCREMENT PRIMARY KEY COMMENT 'position of the changes in the topic',
  view_name  VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  row_keys   MEDIUMTEXT CHARACTER SET utf8mb4 NOT NULL COMMENT 'JSON list of keys, each as JSON',
  created_ms BIGINT NOT NULL,
  KEY (view_name, created_ms)
) ENGINE=InnoDB COMMENT='keys whose rows were written and that are not known to be in the topic of the view';

CREATE TABLE IF NOT EXISTS _view_topic (
  view_name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
  topic_id  VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'of the topic in which all rows were put'
) ENGINE=InnoDB COMMENT='views that have a topic';

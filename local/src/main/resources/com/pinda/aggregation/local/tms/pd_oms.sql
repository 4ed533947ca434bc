CREATE TABLE IF NOT EXISTS pd_order (
  id varchar(20) NOT NULL,
  order_type tinyint(2) NOT NULL,
  pickup_type tinyint(2) NOT NULL,
  create_time datetime NOT NULL,
  member_id varchar(20) DEFAULT NULL,
  receiver_province_id varchar(20) DEFAULT NULL,
  receiver_city_id varchar(20) DEFAULT NULL,
  receiver_county_id varchar(20) DEFAULT NULL,
  receiver_address varchar(255) DEFAULT NULL,
  receiver_address_id varchar(50) DEFAULT NULL,
  receiver_name varchar(255) DEFAULT NULL,
  receiver_phone varchar(255) DEFAULT NULL,
  sender_province_id varchar(20) DEFAULT NULL,
  sender_city_id varchar(20) DEFAULT NULL,
  sender_county_id varchar(20) DEFAULT NULL,
  sender_address varchar(255) DEFAULT NULL,
  sender_address_id varchar(50) DEFAULT NULL,
  sender_name varchar(255) DEFAULT NULL,
  sender_phone varchar(255) DEFAULT NULL,
  current_agency_id varchar(50) DEFAULT NULL,
  payment_method tinyint(2) DEFAULT NULL,
  payment_status tinyint(2) DEFAULT NULL,
  amount decimal(32,2) DEFAULT NULL,
  estimated_arrival_time datetime DEFAULT NULL,
  distance decimal(10,6) DEFAULT NULL,
  status int(20) DEFAULT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=Compact;

CREATE TABLE IF NOT EXISTS pd_order_cargo (
  id varchar(20) NOT NULL,
  order_id varchar(20) NOT NULL,
  tran_order_id varchar(20) DEFAULT NULL,
  goods_type_id varchar(20) NOT NULL,
  name varchar(255) DEFAULT NULL,
  unit varchar(255) DEFAULT NULL,
  cargo_value decimal(32,8) DEFAULT NULL,
  cargo_barcode varchar(255) DEFAULT NULL,
  quantity int(11) DEFAULT NULL,
  volume decimal(32,10) DEFAULT NULL,
  weight decimal(32,10) DEFAULT NULL,
  remark text,
  total_volume decimal(32,10) DEFAULT NULL,
  total_weight decimal(32,10) DEFAULT NULL,
  PRIMARY KEY (id),
  KEY idx_order_id (order_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=Compact;

CREATE TABLE IF NOT EXISTS pd_order_location (
  id varchar(20) NOT NULL,
  order_id varchar(20) NOT NULL,
  send_location varchar(200) DEFAULT NULL,
  receive_location varchar(200) DEFAULT NULL,
  send_agent_id varchar(20) DEFAULT NULL,
  receive_agent_id varchar(20) DEFAULT NULL,
  status varchar(2) DEFAULT '1',
  PRIMARY KEY (id),
  KEY idx_order_id (order_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=Compact;

CREATE TABLE IF NOT EXISTS undo_log (
  id bigint(20) NOT NULL AUTO_INCREMENT,
  branch_id bigint(20) NOT NULL,
  xid varchar(100) NOT NULL,
  context varchar(128) NOT NULL,
  rollback_info longblob NOT NULL,
  log_status int(11) NOT NULL,
  log_created datetime NOT NULL,
  log_modified datetime NOT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY ux_undo_log (xid, branch_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8;

-- The consumer's own tables, and the copies that the pages read, as the consumer makes them.
CREATE TABLE _copy (
  copy_name VARCHAR(64) NOT NULL PRIMARY KEY,
  source_table VARCHAR(129) NOT NULL,
  topic VARCHAR(249) NOT NULL,
  first_applied_ms BIGINT NULL,
  truncated_position BIGINT NOT NULL DEFAULT -1
);
CREATE TABLE _copy_progress (
  topic VARCHAR(249) NOT NULL,
  partition_id INT NOT NULL,
  next_offset BIGINT NOT NULL,
  end_offset BIGINT NOT NULL DEFAULT 0,
  position BIGINT NOT NULL DEFAULT -1,
  event_ts_ms BIGINT NOT NULL DEFAULT 0,
  applied_ts_ms BIGINT NOT NULL DEFAULT 0,
  changes BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (topic, partition_id)
);
CREATE TABLE _capture (
  destination VARCHAR(64) NOT NULL PRIMARY KEY,
  position BIGINT NOT NULL,
  file VARCHAR(255) NOT NULL,
  pos BIGINT NOT NULL,
  gtid LONGTEXT NULL,
  commit_ts_ms BIGINT NOT NULL,
  alive_ts_ms BIGINT NOT NULL
);
CREATE TABLE pd_order (
  id VARCHAR(20) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  order_type TINYINT(2) NULL,
  pickup_type TINYINT(2) NULL,
  create_time DATETIME NULL,
  member_id VARCHAR(20) NULL,
  receiver_province_id VARCHAR(20) NULL,
  receiver_city_id VARCHAR(20) NULL,
  receiver_county_id VARCHAR(20) NULL,
  receiver_address VARCHAR(255) NULL,
  receiver_address_id VARCHAR(50) NULL,
  receiver_name VARCHAR(255) NULL,
  receiver_phone VARCHAR(255) NULL,
  sender_province_id VARCHAR(20) NULL,
  sender_city_id VARCHAR(20) NULL,
  sender_county_id VARCHAR(20) NULL,
  sender_address VARCHAR(255) NULL,
  sender_address_id VARCHAR(50) NULL,
  sender_name VARCHAR(255) NULL,
  sender_phone VARCHAR(255) NULL,
  current_agency_id VARCHAR(50) NULL,
  payment_method TINYINT(2) NULL,
  payment_status TINYINT(2) NULL,
  amount DECIMAL(32, 2) NULL,
  estimated_arrival_time DATETIME NULL,
  distance DECIMAL(10, 6) NULL,
  status INT(20) NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_transport_order (
  id VARCHAR(20) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  order_id VARCHAR(20) COLLATE utf8mb4_nopad_bin NULL,
  status INT(11) NULL,
  scheduling_status INT(11) NULL,
  create_time DATETIME NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_task_transport (
  id VARCHAR(20) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  transport_trips_id VARCHAR(20) NULL,
  start_agency_id VARCHAR(20) NULL,
  end_agency_id VARCHAR(20) NULL,
  status INT(11) NULL,
  assigned_status TINYINT(4) NULL,
  loading_status INT(11) NULL,
  truck_id VARCHAR(20) NULL,
  cargo_pick_up_picture VARCHAR(255) NULL,
  cargo_picture VARCHAR(255) NULL,
  transport_certificate VARCHAR(255) NULL,
  deliver_picture VARCHAR(255) NULL,
  delivery_latitude VARCHAR(255) NULL,
  delivery_longitude VARCHAR(255) NULL,
  deliver_latitude VARCHAR(255) NULL,
  deliver_longitude VARCHAR(255) NULL,
  plan_departure_time DATETIME NULL,
  actual_departure_time DATETIME NULL,
  plan_arrival_time DATETIME NULL,
  actual_arrival_time DATETIME NULL,
  plan_pick_up_goods_time DATETIME NULL,
  actual_pick_up_goods_time DATETIME NULL,
  plan_delivery_time DATETIME NULL,
  actual_delivery_time DATETIME NULL,
  create_time DATETIME NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_driver_job (
  id VARCHAR(20) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  start_agency_id VARCHAR(20) NULL,
  end_agency_id VARCHAR(20) NULL,
  status TINYINT(4) NULL,
  driver_id VARCHAR(20) COLLATE utf8mb4_nopad_bin NULL,
  task_transport_id VARCHAR(20) COLLATE utf8mb4_nopad_bin NULL,
  start_handover VARCHAR(20) NULL,
  finish_handover VARCHAR(20) NULL,
  plan_departure_time DATETIME NULL,
  actual_departure_time DATETIME NULL,
  plan_arrival_time DATETIME NULL,
  actual_arrival_time DATETIME NULL,
  create_time DATETIME NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_task_pickup_dispatch (
  id VARCHAR(20) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  order_id VARCHAR(20) COLLATE utf8mb4_nopad_bin NULL,
  task_type TINYINT(4) NULL,
  status INT(11) NULL,
  sign_status TINYINT(4) NULL,
  agency_id VARCHAR(20) NULL,
  courier_id VARCHAR(20) COLLATE utf8mb4_nopad_bin NULL,
  estimated_start_time DATETIME NULL,
  actual_start_time DATETIME NULL,
  estimated_end_time DATETIME NULL,
  actual_end_time DATETIME NULL,
  confirm_time DATETIME NULL,
  cancel_time DATETIME NULL,
  assigned_status TINYINT(4) NULL,
  mark VARCHAR(50) NULL,
  create_time DATETIME NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_auth_user (
  id BIGINT(20) NOT NULL PRIMARY KEY,
  name VARCHAR(50) NULL,
  org_id BIGINT(20) NULL,
  station_id BIGINT(20) NULL,
  mobile VARCHAR(20) NULL,
  status BIT(1) NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_order_cargo (
  id VARCHAR(20) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  order_id VARCHAR(20) COLLATE utf8mb4_nopad_bin NULL,
  goods_type_id VARCHAR(20) NULL,
  name VARCHAR(255) NULL,
  quantity INT(11) NULL,
  total_volume DECIMAL(32, 10) NULL,
  total_weight DECIMAL(32, 10) NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_order_location (
  id VARCHAR(20) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  order_id VARCHAR(20) COLLATE utf8mb4_nopad_bin NULL,
  send_location VARCHAR(200) NULL,
  receive_location VARCHAR(200) NULL,
  send_agent_id VARCHAR(20) NULL,
  receive_agent_id VARCHAR(20) NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_transport_order_task (
  id VARCHAR(20) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  transport_order_id VARCHAR(20) COLLATE utf8mb4_nopad_bin NULL,
  transport_task_id VARCHAR(20) COLLATE utf8mb4_nopad_bin NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_truck (
  id VARCHAR(20) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  truck_type_id VARCHAR(20) NULL,
  fleet_id VARCHAR(20) NULL,
  brand VARCHAR(255) NULL,
  license_plate VARCHAR(255) NULL,
  allowable_load DECIMAL(32, 2) NULL,
  allowable_volume DECIMAL(32, 2) NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_truck_type (
  id VARCHAR(20) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  name VARCHAR(255) NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_fleet (
  id VARCHAR(20) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  name VARCHAR(255) NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_transport_line (
  id VARCHAR(20) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  name VARCHAR(255) NULL,
  line_number VARCHAR(255) NULL,
  distance DECIMAL(32, 2) NULL,
  cost DECIMAL(32, 2) NULL,
  estimated_time DECIMAL(32, 2) NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_transport_trips (
  id VARCHAR(20) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  name VARCHAR(255) NULL,
  departure_time VARCHAR(255) NULL,
  transport_line_id VARCHAR(20) NULL,
  period TINYINT(2) NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_goods_type (
  id VARCHAR(20) COLLATE utf8mb4_nopad_bin NOT NULL PRIMARY KEY,
  name VARCHAR(255) NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_core_org (
  id BIGINT(20) NOT NULL PRIMARY KEY,
  name VARCHAR(255) NULL,
  org_type TINYINT(1) NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
CREATE TABLE pd_area (
  id INT(11) NOT NULL PRIMARY KEY,
  name VARCHAR(255) NULL,
  _position BIGINT NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
ALTER TABLE pd_driver_job
  ADD INDEX (create_time, id), ADD INDEX (driver_id, create_time, id), ADD INDEX (task_transport_id);
ALTER TABLE pd_task_pickup_dispatch
  ADD INDEX (create_time, id), ADD INDEX (courier_id, create_time, id), ADD INDEX (order_id), ADD INDEX (actual_end_time);
ALTER TABLE pd_transport_order ADD INDEX (create_time, id), ADD INDEX (order_id);
ALTER TABLE pd_task_transport ADD INDEX (create_time, id);
ALTER TABLE pd_order_cargo ADD INDEX (order_id);
ALTER TABLE pd_order_location ADD INDEX (order_id);
ALTER TABLE pd_transport_order_task
  ADD INDEX (transport_order_id, transport_task_id), ADD INDEX (transport_task_id, transport_order_id);

CREATE TABLE IF NOT EXISTS pd_transport_order (
  id varchar(20) NOT NULL,
  order_id varchar(20) NOT NULL,
  status int(11) DEFAULT NULL,
  scheduling_status int(11) DEFAULT NULL,
  create_time datetime NOT NULL,
  PRIMARY KEY (id),
  KEY idx_order_id (order_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=Compact;

CREATE TABLE IF NOT EXISTS pd_transport_order_task (
  id varchar(20) CHARACTER SET utf8 NOT NULL,
  transport_order_id varchar(20) CHARACTER SET utf8 NOT NULL,
  transport_task_id varchar(20) CHARACTER SET utf8 NOT NULL,
  PRIMARY KEY (id),
  KEY idx_transport_order_id (transport_order_id),
  KEY idx_transport_task_id (transport_task_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=Compact;

CREATE TABLE IF NOT EXISTS pd_task_transport (
  id varchar(20) NOT NULL,
  transport_trips_id varchar(20) DEFAULT NULL,
  start_agency_id varchar(20) NOT NULL,
  end_agency_id varchar(20) NOT NULL,
  status int(11) NOT NULL,
  assigned_status tinyint(4) NOT NULL,
  loading_status int(11) NOT NULL,
  truck_id varchar(20) DEFAULT NULL,
  cargo_pick_up_picture varchar(255) DEFAULT NULL,
  cargo_picture varchar(255) DEFAULT NULL,
  transport_certificate varchar(255) DEFAULT NULL,
  deliver_picture varchar(255) DEFAULT NULL,
  delivery_latitude varchar(255) DEFAULT NULL,
  delivery_longitude varchar(255) DEFAULT NULL,
  deliver_latitude varchar(255) DEFAULT NULL,
  deliver_longitude varchar(255) DEFAULT NULL,
  plan_departure_time datetime DEFAULT NULL,
  actual_departure_time datetime DEFAULT NULL,
  plan_arrival_time datetime DEFAULT NULL,
  actual_arrival_time datetime DEFAULT NULL,
  plan_pick_up_goods_time datetime DEFAULT NULL,
  actual_pick_up_goods_time datetime NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP,
  plan_delivery_time datetime DEFAULT NULL,
  actual_delivery_time datetime DEFAULT NULL,
  create_time datetime NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=Compact;

CREATE TABLE IF NOT EXISTS pd_driver_job (
  id varchar(20) NOT NULL,
  start_agency_id varchar(20) NOT NULL,
  end_agency_id varchar(20) NOT NULL,
  status tinyint(4) NOT NULL,
  driver_id varchar(20) NOT NULL,
  task_transport_id varchar(20) NOT NULL,
  start_handover varchar(20) DEFAULT NULL,
  finish_handover varchar(20) DEFAULT NULL,
  plan_departure_time datetime DEFAULT NULL,
  actual_departure_time datetime DEFAULT NULL,
  plan_arrival_time datetime DEFAULT NULL,
  actual_arrival_time datetime DEFAULT NULL,
  create_time datetime NOT NULL,
  PRIMARY KEY (id),
  KEY idx_task_transport_id (task_transport_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=Compact;

CREATE TABLE IF NOT EXISTS pd_task_pickup_dispatch (
  id varchar(20) NOT NULL,
  order_id varchar(20) NOT NULL,
  task_type tinyint(4) DEFAULT NULL,
  status int(11) DEFAULT NULL,
  sign_status tinyint(4) DEFAULT NULL,
  agency_id varchar(20) NOT NULL,
  courier_id varchar(20) DEFAULT NULL,
  estimated_start_time datetime DEFAULT NULL,
  actual_start_time datetime DEFAULT NULL,
  estimated_end_time datetime DEFAULT NULL,
  actual_end_time datetime DEFAULT NULL,
  confirm_time datetime DEFAULT NULL,
  cancel_time datetime DEFAULT NULL,
  assigned_status tinyint(4) NOT NULL,
  mark varchar(50) DEFAULT NULL,
  create_time datetime NOT NULL,
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

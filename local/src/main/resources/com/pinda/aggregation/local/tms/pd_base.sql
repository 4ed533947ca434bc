CREATE TABLE IF NOT EXISTS pd_truck (
  id varchar(20) NOT NULL,
  truck_type_id varchar(20) DEFAULT NULL,
  fleet_id varchar(20) DEFAULT NULL,
  brand varchar(255) DEFAULT NULL,
  license_plate varchar(255) DEFAULT NULL,
  device_gps_id varchar(255) DEFAULT NULL,
  allowable_load decimal(32,2) DEFAULT NULL,
  allowable_volume decimal(32,2) DEFAULT NULL,
  truck_license_id varchar(20) DEFAULT NULL,
  status tinyint(4) NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=Compact;

CREATE TABLE IF NOT EXISTS pd_truck_type (
  id varchar(20) NOT NULL,
  name varchar(255) NOT NULL,
  allowable_load decimal(32,2) DEFAULT NULL,
  allowable_volume decimal(32,2) DEFAULT NULL,
  measure_long decimal(32,2) DEFAULT NULL,
  measure_width decimal(32,2) DEFAULT NULL,
  measure_high decimal(32,2) DEFAULT NULL,
  status tinyint(4) NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=Compact;

CREATE TABLE IF NOT EXISTS pd_fleet (
  id varchar(20) NOT NULL,
  name varchar(255) NOT NULL,
  fleet_number varchar(255) DEFAULT NULL,
  agency_id varchar(20) NOT NULL,
  manager varchar(20) DEFAULT NULL,
  status tinyint(4) NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=Compact;

CREATE TABLE IF NOT EXISTS pd_truck_driver (
  id varchar(20) NOT NULL,
  user_id varchar(20) NOT NULL,
  fleet_id varchar(20) DEFAULT NULL,
  age int(11) DEFAULT NULL,
  picture varchar(255) DEFAULT NULL,
  driving_age int(11) DEFAULT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=Compact;

CREATE TABLE IF NOT EXISTS pd_transport_line (
  id varchar(20) NOT NULL,
  name varchar(255) NOT NULL,
  line_number varchar(255) DEFAULT NULL,
  agency_id varchar(20) NOT NULL,
  transport_line_type_id varchar(20) DEFAULT NULL,
  start_agency_id varchar(20) DEFAULT NULL,
  end_agency_id varchar(20) DEFAULT NULL,
  distance decimal(32,2) DEFAULT NULL,
  cost decimal(32,2) DEFAULT NULL,
  estimated_time decimal(32,2) DEFAULT NULL,
  status tinyint(4) NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=Compact;

CREATE TABLE IF NOT EXISTS pd_transport_trips (
  id varchar(20) NOT NULL,
  name varchar(255) NOT NULL,
  departure_time varchar(255) DEFAULT NULL,
  transport_line_id varchar(20) NOT NULL,
  period tinyint(2) NOT NULL,
  status tinyint(4) NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=Compact;

CREATE TABLE IF NOT EXISTS pd_transport_trips_truck_driver (
  id varchar(20) NOT NULL,
  truck_id varchar(20) NOT NULL,
  transport_trips_id varchar(20) NOT NULL,
  user_id varchar(20) DEFAULT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=Compact;

CREATE TABLE IF NOT EXISTS pd_goods_type (
  id varchar(20) NOT NULL,
  name varchar(255) NOT NULL,
  default_weight decimal(32,2) DEFAULT NULL,
  default_volume decimal(32,2) DEFAULT NULL,
  remark text,
  status tinyint(4) NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci ROW_FORMAT=Compact;

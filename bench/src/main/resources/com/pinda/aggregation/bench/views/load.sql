-- The rows of some parcels' orders, as the TMS leaves them. Each statement takes the first and the last number.
INSERT INTO pd_oms.pd_order (id, order_type, pickup_type, create_time, member_id,
    receiver_province_id, receiver_city_id, receiver_county_id, receiver_address, receiver_name, receiver_phone,
    sender_province_id, sender_city_id, sender_county_id, sender_address, sender_name, sender_phone,
    current_agency_id, payment_method, payment_status, amount, distance, status)
  SELECT 900000000000000000 + p.i, 1 + p.i % 2, 1 + p.i % 2, p.at, 956000000000000001 + p.i % 10000,
    t.province, t.city, t.county, CONCAT('浦东新区张江路', p.i % 1000, '号'), CONCAT('收件人', p.i % 5000), CONCAT('138', 10000000 + p.i % 5000),
    f.province, f.city, f.county, CONCAT('高新区科技路', p.i % 999, '号'), CONCAT('寄件人', p.i % 4999), CONCAT('139', 10000000 + p.i % 4999),
    CASE WHEN p.done + p.at_last > 0 THEN t.id ELSE 'IN_TRANSIT' END, 1 + p.i % 2, 1 + p.i % 2, 10 + p.i % 90, p.i % 900,
    CASE WHEN p.done = 1 THEN 23009 WHEN p.at_last = 1 THEN 23006 ELSE 23005 END
  FROM bench.parcel p JOIN bench.outlet f ON f.k = p.sender JOIN bench.outlet t ON t.k = p.receiver WHERE p.i BETWEEN ? AND ?;
INSERT INTO pd_oms.pd_order_location (id, order_id, send_location, receive_location, send_agent_id, receive_agent_id)
  SELECT 910000000000000000 + p.i, 900000000000000000 + p.i, '121.5,31.2', '116.4,39.9', f.id, t.id
  FROM bench.parcel p JOIN bench.outlet f ON f.k = p.sender JOIN bench.outlet t ON t.k = p.receiver WHERE p.i BETWEEN ? AND ?;
INSERT INTO pd_oms.pd_order_cargo (id, order_id, goods_type_id, name, quantity, weight, volume, total_weight, total_volume)
  SELECT 920000000000000000 + p.i, 900000000000000000 + p.i, (SELECT MIN(g.id) FROM pd_base.pd_goods_type g), '衣物', 1,
    1 + p.i % 50, 0.01, 1 + p.i % 50, 0.01
  FROM bench.parcel p WHERE p.i BETWEEN ? AND ?;
INSERT INTO pd_work.pd_task_pickup_dispatch (id, order_id, task_type, status, agency_id, courier_id,
    estimated_start_time, actual_start_time, estimated_end_time, actual_end_time, confirm_time, assigned_status, create_time)
  SELECT 930000000000000000 + p.i, 900000000000000000 + p.i, 1, 4, f.id, f.courier, p.at, p.at + INTERVAL 30 MINUTE,
    p.at - INTERVAL 7 HOUR, p.at + INTERVAL 50 MINUTE, p.at + INTERVAL 50 MINUTE, 2, p.at
  FROM bench.parcel p JOIN bench.outlet f ON f.k = p.sender WHERE p.i BETWEEN ? AND ?;
INSERT INTO pd_work.pd_transport_order (id, order_id, status, scheduling_status, create_time)
  SELECT 940000000000000000 + p.i, 900000000000000000 + p.i, CASE WHEN p.done = 1 THEN 5 WHEN p.at_last = 1 THEN 4 ELSE 2 END, 3,
    p.at + INTERVAL 31 MINUTE
  FROM bench.parcel p WHERE p.i BETWEEN ? AND ?;
-- three legs for each truckload, the last of which is still driven where nothing has arrived
INSERT INTO pd_work.pd_task_transport (id, transport_trips_id, start_agency_id, end_agency_id, status, assigned_status, loading_status,
    truck_id, plan_departure_time, actual_departure_time, plan_arrival_time, actual_arrival_time, create_time)
  SELECT 950000000000000000 + x.truck * 3 + l.d, (SELECT MIN(r.id) FROM pd_base.pd_transport_trips r),
    CASE l.d WHEN 0 THEN f.id WHEN 1 THEN h1.id ELSE h2.id END, CASE l.d WHEN 0 THEN h1.id WHEN 1 THEN h2.id ELSE t.id END,
    CASE WHEN l.d < 2 OR x.done + x.at_last > 0 THEN 4 ELSE 2 END, 2, 1, (SELECT MIN(k.id) FROM pd_base.pd_truck k),
    x.at + INTERVAL 6 * l.d + 2 HOUR, x.at + INTERVAL 6 * l.d + 2 HOUR, x.at + INTERVAL 6 * l.d + 7 HOUR,
    CASE WHEN l.d < 2 OR x.done + x.at_last > 0 THEN x.at + INTERVAL 6 * l.d + 7 HOUR END, x.at + INTERVAL 6 * l.d + 1 HOUR
  FROM (SELECT p.truck AS truck, MIN(p.i) AS first, MIN(p.sender) AS sender, MIN(p.receiver) AS receiver, MIN(p.done) AS done,
      MIN(p.at_last) AS at_last, MIN(p.at) AS at FROM bench.parcel p WHERE p.i BETWEEN ? AND ? GROUP BY p.truck) x
    JOIN bench.digit l ON l.d < 3 JOIN bench.outlet f ON f.k = x.sender JOIN bench.outlet t ON t.k = x.receiver
    JOIN bench.hub h1 ON h1.k = x.truck % (SELECT COUNT(*) FROM bench.hub)
    JOIN bench.hub h2 ON h2.k = (x.truck + 1) % (SELECT COUNT(*) FROM bench.hub);
INSERT INTO pd_work.pd_driver_job (id, start_agency_id, end_agency_id, status, driver_id, task_transport_id,
    plan_departure_time, actual_departure_time, plan_arrival_time, actual_arrival_time, create_time)
  SELECT 960000000000000000 + x.truck * 3 + l.d, t.start_agency_id, t.end_agency_id, CASE WHEN t.status = 4 THEN 4 ELSE 2 END,
    (SELECT MIN(u.id) FROM pd_auth.pd_auth_user u), t.id,
    t.plan_departure_time, t.actual_departure_time, t.plan_arrival_time, t.actual_arrival_time, t.create_time
  FROM (SELECT DISTINCT p.truck AS truck FROM bench.parcel p WHERE p.i BETWEEN ? AND ?) x JOIN bench.digit l ON l.d < 3
    JOIN pd_work.pd_task_transport t ON t.id = CAST(950000000000000000 + x.truck * 3 + l.d AS CHAR) COLLATE utf8mb4_general_ci;
INSERT INTO pd_work.pd_transport_order_task (id, transport_order_id, transport_task_id)
  SELECT 970000000000000000 + p.i * 3 + l.d, 940000000000000000 + p.i, 950000000000000000 + p.truck * 3 + l.d
  FROM bench.parcel p JOIN bench.digit l ON l.d < 3 WHERE p.i BETWEEN ? AND ?;
INSERT INTO pd_work.pd_task_pickup_dispatch (id, order_id, task_type, status, sign_status, agency_id, courier_id,
    estimated_start_time, actual_start_time, estimated_end_time, actual_end_time, confirm_time, assigned_status, create_time)
  SELECT 980000000000000000 + p.i, 900000000000000000 + p.i, 2, CASE WHEN p.done = 1 THEN 4 ELSE 1 END, CASE WHEN p.done = 1 THEN 1 END, t.id, t.courier,
    p.at + INTERVAL 20 HOUR, CASE WHEN p.done = 1 THEN p.at + INTERVAL 21 HOUR END, p.at + INTERVAL 24 HOUR,
    CASE WHEN p.done = 1 THEN p.at + INTERVAL 22 HOUR END, CASE WHEN p.done = 1 THEN p.at + INTERVAL 22 HOUR END, 2, p.at + INTERVAL 20 HOUR
  FROM bench.parcel p JOIN bench.outlet t ON t.k = p.receiver WHERE p.done + p.at_last > 0 AND p.i BETWEEN ? AND ?

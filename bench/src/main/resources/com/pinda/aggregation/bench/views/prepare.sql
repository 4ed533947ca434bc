-- Helpers of the load, in a database of their own that is not logged.
CREATE DATABASE IF NOT EXISTS bench CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
DROP TABLE IF EXISTS bench.digit, bench.parcel, bench.outlet, bench.hub;
CREATE TABLE bench.digit (d INT NOT NULL PRIMARY KEY);
INSERT INTO bench.digit VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
CREATE TABLE bench.outlet AS
  SELECT ROW_NUMBER() OVER (ORDER BY o.id) - 1 AS k, CAST(o.id AS CHAR(20)) AS id,
    CAST(o.province_id AS CHAR(20)) AS province, CAST(o.city_id AS CHAR(20)) AS city, CAST(o.county_id AS CHAR(20)) AS county,
    (SELECT CAST(MIN(u.id) AS CHAR(20)) FROM pd_auth.pd_auth_user u WHERE u.org_id = o.id AND u.station_id = 3) AS courier
  FROM pd_auth.pd_core_org o
  WHERE o.org_type = 4 AND o.county_id IS NOT NULL
    AND EXISTS (SELECT 1 FROM pd_auth.pd_auth_user c WHERE c.org_id = o.id AND c.station_id = 3);
CREATE UNIQUE INDEX outlet_k ON bench.outlet (k);
CREATE TABLE bench.hub AS
  SELECT ROW_NUMBER() OVER (ORDER BY id) - 1 AS k, CAST(id AS CHAR(20)) AS id
  FROM pd_auth.pd_core_org WHERE org_type IN (2, 3);
CREATE UNIQUE INDEX hub_k ON bench.hub (k);
-- Who sends from which outlet to which, and on which trucks; `done`: delivered, at_last: waits at the last outlet, else on its last leg.
CREATE TABLE bench.parcel (
  i BIGINT NOT NULL PRIMARY KEY, truck BIGINT NOT NULL, sender BIGINT NOT NULL, receiver BIGINT NOT NULL,
  done INT NOT NULL, at_last INT NOT NULL, at DATETIME NOT NULL, KEY (truck));

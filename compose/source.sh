# Sourced (so it must not be executable) by the entry point of the source's image, once, while its data folder is made.
# Databases and tables of the TMS, the account that reads the binlog, and the account that the TMS works with.

for database in pd_oms pd_work pd_base pd_auth pd_dispatch; do
    docker_process_sql <<<"CREATE DATABASE IF NOT EXISTS $database CHARACTER SET utf8mb4"
    docker_process_sql --database="$database" <"/tms/$database.sql"
done

docker_process_sql <<SQL
SET sql_log_bin = 0;

CREATE USER 'canal'@'%' IDENTIFIED BY '$(</run/secrets/canal_source_password)';
GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'canal'@'%';
GRANT SELECT ON pd_oms.* TO 'canal'@'%';
GRANT SELECT ON pd_work.* TO 'canal'@'%';
GRANT SELECT ON pd_base.* TO 'canal'@'%';
GRANT SELECT ON pd_auth.* TO 'canal'@'%';

CREATE USER 'tms'@'%' IDENTIFIED BY '$(</run/secrets/tms_password)';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX ON pd_oms.* TO 'tms'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX ON pd_work.* TO 'tms'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX ON pd_base.* TO 'tms'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX ON pd_auth.* TO 'tms'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX ON pd_dispatch.* TO 'tms'@'%';
SQL

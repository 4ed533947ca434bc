# Sourced (so it must not be executable) by the entry point of the target's image, once, while its data folder is made.
# The database of the copies, the account that writes it, and the account that may only read it.

docker_process_sql <<SQL
CREATE DATABASE IF NOT EXISTS pd_aggregation CHARACTER SET utf8mb4;

CREATE USER 'aggregation_writer'@'%' IDENTIFIED BY '$(</run/secrets/aggregation_writer_password)';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX ON pd_aggregation.* TO 'aggregation_writer'@'%';

CREATE USER 'aggregation_reader'@'%' IDENTIFIED BY '$(</run/secrets/aggregation_reader_password)';
GRANT SELECT ON pd_aggregation.* TO 'aggregation_reader'@'%';
SQL

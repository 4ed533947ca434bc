package com.pinda.aggregation.producer.capture;

import com.pinda.aggregation.schema.TableId;

/**
 * A DDL statement of a captured table. One about several tables is handed over once for each.
 *
 * @param event where it is in the binlog
 * @param table the table
 * @param type CREATE, ALTER, ERASE, RENAME, TRUNCATE, CINDEX, DINDEX or QUERY, canal's words
 * @param sql the statement
 */
public record SchemaStatement(LogEvent event, TableId table, String type, String sql) {}

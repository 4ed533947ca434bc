package com.pinda.aggregation.producer.capture;

/** Takes what {@link LogReader} finds, in the binlog's order. */
public interface ChangeHandler {

    /** A row changed. The change is valid during the call only. */
    void change(Change change);

    /** A source transaction ended; not told of those that were read before. */
    void transactionEnd();

    /** A captured table's definition changed, or it was emptied by TRUNCATE. */
    void schemaStatement(SchemaStatement statement);
}

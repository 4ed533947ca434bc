package com.pinda.aggregation.consumer.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionFileTest {

    @Test
    void aDefinitionIsReadAsItIsWritten() {
        var view = DefinitionFile.read("v.yml", """
                name: v
                description: One row for each p.
                key: [id]
                indexes:
                  - [s, id]
                columns:
                  s: "a text"
                json: [s]
                select: |
                  SELECT p.id AS id, p.s AS s
                  FROM p
                """);

        assertThat(view.definition())
                .isEqualTo(new ViewDefinition(
                        "v",
                        "One row for each p.",
                        java.util.List.of("id"),
                        java.util.List.of(java.util.List.of("s", "id")),
                        java.util.Map.of("s", "a text"),
                        java.util.List.of("s"),
                        "SELECT p.id AS id, p.s AS s\nFROM p\n"));
        assertThat(view.select().columns()).containsExactly("id", "s");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: v, key: [id]                                         | 1 | it lacks 'select'
            name: V!, key: [id], select: x                             | 1 | small letters
            name: v, key: [id], selct: x                               | 1 | unknown key 'selct'
            name: v, key: [id], select: SELECT p.id AS id FROM p, json: [x] | 1 | the SELECT gives no column x
            name: v, key: {id                                          | 2 | no YAML
            name: v, key: [], select: x                                | 1 | a list of column names
            """)
    void whatIsWrongInAFileIsToldWithItsLine(String yaml, int line, String reason) {
        assertThatThrownBy(() -> DefinitionFile.read("v.yml", "{" + yaml + "}\n"))
                .isInstanceOf(InvalidViewException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("v.yml, line " + line);
    }

    @Test
    void whatIsWrongInTheSelectIsToldWithTheLineInTheFile() {
        assertThatThrownBy(() -> DefinitionFile.read("v.yml", """
                        name: v
                        key: [id]
                        select: |
                          SELECT p.id AS id
                          FROM p
                          LEFT JOIN c ON c.n > 3
                        """))
                .hasMessageContaining("v.yml, line 6: table c c: its rows do not lead to the view's key");
    }
}

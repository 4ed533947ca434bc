package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.local.tms.TmsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapturedTablesTest {
    private static final Pattern LIST = Pattern.compile(" tables: >-\\n(.*?)\\$\\{", Pattern.DOTALL);
    private static final Pattern TABLE = Pattern.compile("\\w+\\.\\w+");

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void theListOfTheServiceIsTheOneThatIsCompared(String service) throws IOException {
        assertThat(tables(Path.of("..", service, "src/main/resources/application-tms.yml")))
                .containsExactlyInAnyOrderElementsOf(TmsSource.CAPTURED);
    }

    private static List<String> tables(Path settings) throws IOException {
        var list = LIST.matcher(Files.readString(settings));
        assertThat(list.find()).isTrue();
        return TABLE.matcher(list.group(1)).results().map(MatchResult::group).toList();
    }
}

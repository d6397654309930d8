package io.millrace.console.minql.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.telemetry.Signal;
import org.junit.jupiter.api.Test;

class CursorContextTest {

    @Test
    void findsWhatStandsBeforeTheDot() {
        CursorContext cursor = at("claudeCode.event('api_request').su");

        assertThat(cursor.receiver()).isEqualTo("claudeCode.event('api_request')");
        assertThat(cursor.word()).isEqualTo("su");
        assertThat(cursor.signal()).isEqualTo(Signal.LOGS);
        assertThat(cursor.ofRow()).isFalse();
    }

    @Test
    void knowsThatAMethodsArgumentsAreAboutRows() {
        CursorContext cursor = at("claudeCode.metrics.where(type = 'input' and mod");

        assertThat(cursor.ofRow()).isTrue();
        assertThat(cursor.call()).isEqualTo("where");
        assertThat(cursor.signal()).isEqualTo(Signal.METRICS);
    }

    @Test
    void knowsThatItIsInsideTheNameOfAnEvent() {
        CursorContext cursor = at("claudeCode.event('api_");

        assertThat(cursor.inText()).isTrue();
        assertThat(cursor.call()).isEqualTo("event");
        assertThat(cursor.word()).isEqualTo("api_");
    }

    @Test
    void findsTheNameThatATextIsComparedWith() {
        String equal = "claudeCode.logs.where(model = 'cl";
        String among = "claudeCode.logs.where(toolName in ('Bash', 'Re";

        assertThat(at(equal).comparedName(equal)).contains("model");
        assertThat(at(among).comparedName(among)).contains("toolName");
    }

    @Test
    void leavesBracketsInTextsAndCommentsAlone() {
        CursorContext cursor = at("claudeCode.logs.where(a = '(' /* ( */ and b");

        assertThat(cursor.call()).isEqualTo("where");
    }

    private static CursorContext at(String formula) {
        return CursorContext.of(formula, formula.length());
    }
}

package io.millrace.console.minql.compile;

import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.telemetry.Signal;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sources that everything starts from: an integration's tables of events, all of them at once, and its ledger. */
final class Tables {
    private static final String LEDGER = "ledger";

    private final Frame frame;

    Tables(Frame frame) {
        this.frame = frame;
    }

    /** The rows of all tables of an integration. */
    Source all(Expr.Name name) {
        EventTablesSql tables = new EventTablesSql(frame, integration(name));
        return new Source(tables.ofAll(), RowScope.ofAll(frame), List.of(), EnumSet.allOf(Signal.class), false);
    }

    /** The rows of one table of an integration. */
    Source of(Expr.Member member) {
        boolean isLedger = member.name().equals(LEDGER);
        Optional<Signal> signal = Signal.ofWireName(member.name());
        if (!isLedger && signal.isEmpty()) {
            throw new FormulaException(
                    member.position(),
                    "A source has logs, metrics, traces and ledger, but no " + member.name() + ".",
                    Names.nearestOfFew(member.name(), List.of("logs", "metrics", "traces", LEDGER))
                            .orElse(null));
        }
        if (!(member.target() instanceof Expr.Name name)) {
            throw new FormulaException(
                    member.position(), "Only an integration has tables: claudeCode." + member.name());
        }
        String id = integration(name);
        if (signal.isEmpty()) {
            return new Source(
                    LedgerSql.of(frame, name.name(), id), RowScope.ofLedger(frame), List.of(), Set.of(), false);
        }
        Fragment rows = new EventTablesSql(frame, id).of(signal.get());
        return new Source(rows, RowScope.of(signal.get(), frame), List.of(), Set.of(signal.get()), false);
    }

    private String integration(Expr.Name name) {
        Map<String, String> integrations = frame.context().integrations();
        String id = integrations.get(name.name());
        if (id == null) {
            throw new FormulaException(
                    name.position(),
                    "There is no integration named " + name.name() + ".",
                    Names.nearest(name.name(), integrations.keySet()).orElse(null));
        }
        return id;
    }
}

package io.millrace.console.minql.stored;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.console.access.Caller;
import io.millrace.console.minql.compile.LedgerRows;
import io.millrace.console.minql.compile.Vocabulary;
import io.millrace.console.minql.report.OrganizationNames;
import io.millrace.console.minql.report.ReportBook;
import io.millrace.console.minql.seen.SeenAttributes;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.console.minql.syntax.Parser;
import io.millrace.console.store.Database;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What queries need of stored things. It is read anew for each query, so that a change applies everywhere at once. */
@Singleton
class StoredNames implements OrganizationNames, ReportBook {
    private static final Logger LOG = Logger.getLogger(StoredNames.class);

    private final Database database;
    private final SeenAttributes seen;
    private final StoredLedger ledger;

    StoredNames(Database database, SeenAttributes seen, StoredLedger ledger) {
        this.database = database;
        this.seen = seen;
        this.ledger = ledger;
    }

    @Override
    public Vocabulary of(String organizationId) {
        Map<String, Expr> definitions = new HashMap<>();
        for (StoredItem item : definitions(organizationId)) {
            try {
                definitions.put(
                        item.name(), Parser.parse(item.content().path("formula").asText()));
            } catch (FormulaException e) {
                LOG.warnf("a stored formula is not one any more: id=%s", item.id());
            }
        }
        return new Vocabulary(definitions, seen.keysByAlias(organizationId));
    }

    @Override
    public LedgerRows ledger() {
        return ledger;
    }

    @Override
    public Map<String, Double> targets(String organizationId) {
        Map<String, Double> targets = new HashMap<>();
        for (StoredItem item : definitions(organizationId)) {
            JsonNode target = item.content().path("target");
            if (target.isNumber()) {
                targets.put(item.name(), target.doubleValue());
            }
        }
        return targets;
    }

    @Override
    public Optional<JsonNode> query(Caller caller, String reportId) {
        return database.read(db -> StoredItems.find(db, caller.organizationId(), StoredKind.REPORT, reportId))
                .filter(item -> item.isVisibleTo(caller.userId()))
                .map(item -> item.content().path("query"));
    }

    private List<StoredItem> definitions(String organizationId) {
        return database.read(db -> StoredItems.definitions(db, organizationId));
    }
}

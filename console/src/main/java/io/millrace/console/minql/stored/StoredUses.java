package io.millrace.console.minql.stored;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.console.integration.ReferenceNameUse;
import io.millrace.console.minql.syntax.Expr;
import io.millrace.console.minql.syntax.FormulaException;
import io.millrace.console.minql.syntax.Parser;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Stored formulas that name an integration: it keeps its reference name as long as there are any. */
@Singleton
class StoredUses implements ReferenceNameUse {
    private static final Set<String> FORMULAS = Set.of("formula", "metrics", "x", "breakdown", "filters");

    @Override
    public List<String> usesOf(Handle db, String organizationId, String referenceName) {
        return StoredItems.all(db, organizationId).stream()
                .filter(item -> names(item.content(), "", referenceName))
                .map(item -> item.kind().word() + " \"" + item.name() + "\"")
                .toList();
    }

    private static boolean names(JsonNode node, String member, String wanted) {
        if (node.isTextual()) {
            return FORMULAS.contains(member) && names(node.asText(), wanted);
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (names(element, member, wanted)) {
                    return true;
                }
            }
            return false;
        }
        return node.properties().stream().anyMatch(entry -> names(entry.getValue(), entry.getKey(), wanted));
    }

    private static boolean names(String formula, String wanted) {
        try {
            return names(Parser.parse(formula), wanted);
        } catch (FormulaException e) {
            return formula.contains(wanted); // rather one rename too few than a broken formula
        }
    }

    private static boolean names(Expr expr, String wanted) {
        if (expr instanceof Expr.Name name) {
            return name.name().equals(wanted);
        }
        if (expr instanceof Expr.Call call) {
            return call.arguments().stream().anyMatch(argument -> names(argument, wanted));
        }
        if (expr instanceof Expr.ListOf list) {
            return list.elements().stream().anyMatch(element -> names(element, wanted));
        }
        if (expr instanceof Expr.Member member) {
            return names(member.target(), wanted);
        }
        return expr instanceof Expr.Index index && (names(index.target(), wanted) || names(index.key(), wanted));
    }
}

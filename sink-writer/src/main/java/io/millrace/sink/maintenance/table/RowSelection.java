package io.millrace.sink.maintenance.table;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are to go.
 *
 * @param id names the selection; a file in which none of its rows were found is not looked at again under the same id
 * @param organization id of the organization
 * @param integration id of the integration, or null for all
 * @param column column that names the user, or null for all users
 * @param value value of that column, or null exactly if there is no column
 * @param receivedBefore end of the receive time, exclusive
 */
public record RowSelection(
        String id,
        String organization,
        @Nullable String integration,
        @Nullable String column,
        @Nullable String value,
        Instant receivedBefore) {
    /** Refuses one that would take a whole organization. */
    public RowSelection {
        requireNonNull(id, "id");
        requireNonNull(organization, "organization");
        requireNonNull(receivedBefore, "receivedBefore");
        if ((column == null) != (value == null) || (column == null && integration == null)) {
            throw new IllegalArgumentException("a selection must name an integration or a user: " + id);
        }
    }

    /** Columns that tell whether a row belongs to any of these. */
    static List<String> columns(Collection<RowSelection> selections) {
        List<String> columns = new ArrayList<>(List.of("org_id", "integration_id", "received_time"));
        selections.stream()
                .map(RowSelection::column)
                .filter(name -> name != null)
                .distinct()
                .forEach(columns::add);
        return columns;
    }

    /** Iceberg's form, which also leaves out files. */
    Expression expression() {
        Expression expression = Expressions.and(
                Expressions.equal("org_id", organization), Expressions.lessThan("received_time", micros()));
        if (integration != null) {
            expression = Expressions.and(expression, Expressions.equal("integration_id", integration));
        }
        return column == null ? expression : Expressions.and(expression, Expressions.equal(column, value));
    }

    /** The same for any of these. */
    static Expression expression(Collection<RowSelection> selections) {
        return selections.stream()
                .map(RowSelection::expression)
                .reduce(Expression.class.cast(Expressions.alwaysFalse()), Expressions::or);
    }

    /** SQL that is true for rows of any of these, and false or null for others. */
    static String sql(Collection<RowSelection> selections) {
        return selections.stream().map(RowSelection::sql).collect(Collectors.joining(" OR "));
    }

    private String sql() {
        return "(org_id = " + Sql.literal(organization)
                + " AND epoch_us(received_time) < " + micros()
                + (integration == null ? "" : " AND integration_id = " + Sql.literal(integration))
                + (column == null || value == null ? "" : " AND " + Sql.quoted(column) + " = " + Sql.literal(value))
                + ")";
    }

    private long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, receivedBefore);
    }

    /** Names nobody: values of users reach no log. */
    @Override
    public String toString() {
        return id;
    }
}

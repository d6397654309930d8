package io.millrace.console.redaction;

import io.millrace.redaction.Redaction;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a policy would touch; no value of the data is in it.
 *
 * @param records records that were looked at
 * @param touched those of them that the policy would change
 * @param reasons how often each rule, detector or the client's own marker was met
 */
record DryRunAnswer(int records, List<Touched> touched, Map<String, Integer> reasons) {
    static DryRunAnswer of(int records, List<Touched> touched) {
        Map<String, Integer> reasons = new TreeMap<>();
        touched.forEach(record -> record.places().forEach(place -> reasons.merge(place.reason(), 1, Integer::sum)));
        return new DryRunAnswer(records, List.copyOf(touched), reasons);
    }

    /**
     * One record that would change.
     *
     * @param record its ordinal in the body, or the id of the stored event
     * @param places what would be taken out, each with its reason
     */
    record Touched(String record, List<Redaction> places) {}
}

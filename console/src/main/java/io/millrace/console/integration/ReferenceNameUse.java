package io.millrace.console.integration;

import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What refers to an integration by its reference name, such as stored reports. Whoever stores formulas implements it as a bean; a
 * rename is refused while any implementation names a use, since formulas would stop to work without a word.
 */
public interface ReferenceNameUse {
    /**
     * What uses the name, in the transaction of the rename.
     *
     * @param db handle of that transaction
     * @param organizationId organization
     * @param referenceName name that shall change
     * @return a word for each use that people recognise, such as {@code report "Costs"}; empty if there is none
     */
    List<String> usesOf(Handle db, String organizationId, String referenceName);
}

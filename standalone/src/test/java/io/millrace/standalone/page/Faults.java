package io.millrace.standalone.page;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What axe finds on a page that keeps people out. */
final class Faults {
    private static final Set<String> GRAVE = Set.of("serious", "critical");
    private static final List<String> OF_COLOURS = List.of("color-contrast", "link-in-text-block");

    private Faults() {}

    /** Serious and critical faults: the rule, and where. In the dark theme only colours differ. */
    static List<String> inLightAndDark(Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        List<String> light = of("light", new AxeBuilder(page));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        List<String> dark = of("dark", new AxeBuilder(page).withRules(OF_COLOURS));
        return Stream.concat(light.stream(), dark.stream()).toList();
    }

    private static List<String> of(String theme, AxeBuilder axe) {
        return axe.analyze().getViolations().stream()
                .filter(rule -> GRAVE.contains(rule.getImpact()))
                .map(rule -> theme + " " + rule.getId() + " "
                        + rule.getNodes().stream().map(node -> node.getHtml()).toList())
                .toList();
    }
}

package io.millrace.redaction;

import io.millrace.redaction.detect.SecretNames;
import io.millrace.telemetry.directory.DirectoryRecord.Action;
import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.AnyValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A policy at work on one place after the other: first what acts on the place as a whole, then what stands inside text that is
 * JSON, then detectors and patterns, then cuts. What the client withheld stays as it is and is listed.
 */
final class PolicyRules implements Rules {
    /** No secret of any format is shorter, its name included. */
    private static final int SHORTEST = 8;

    private final PlaceRules places;
    private final TextRules texts;
    private final HmacKeys hmacKeys;
    private final JsonStrings jsonStrings;

    PolicyRules(PlaceRules places, TextRules texts, HmacKeys hmacKeys) {
        this.places = places;
        this.texts = texts;
        this.hmacKeys = hmacKeys;
        this.jsonStrings = new JsonStrings(this);
    }

    @Override
    public @Nullable AnyValue whole(Place place, AnyValue value, List<Redaction> found) {
        if (value instanceof AnyValue.Empty || isMarker(value)) {
            return null;
        }
        Effect effect = wholeEffect(place, value);
        if (effect == null || effect.action() == Action.TRUNCATE) {
            return texts.looksAtNumbers() ? number(place, value, found) : null;
        }
        found.add(new Redaction(place.path(), effect.reason()));
        String text = effect.action() == Action.HMAC
                ? hmacKeys.digest(effect.keyId(), AnyValueJson.text(value))
                : Redaction.MARKER;
        return new AnyValue.Text(text);
    }

    @Override
    public boolean mayTakeWhole(Place place) {
        Effect byPlace = places.at(place);
        return (byPlace != null && byPlace.action() != Action.TRUNCATE)
                || (texts.onSecretNames() != null && place.isNamedLikeASecret());
    }

    @Override
    public boolean hasPatterns() {
        return texts.hasPatterns();
    }

    @Override
    public String text(Place place, String text, List<Redaction> found) {
        if (text.equals(Redaction.MARKER)) {
            found.add(new Redaction(place.path(), Redaction.CLIENT));
            return text;
        }
        if (!place.location().holdsAttributes() && !place.isNested() && place.location() != Location.BODY) {
            AnyValue whole = whole(place, new AnyValue.Text(text), found);
            if (whole instanceof AnyValue.Text replaced) {
                return replaced.value();
            }
        }
        Effect effect = places.at(place);
        boolean cuts = effect != null && effect.action() == Action.TRUNCATE && text.length() > effect.length();
        if (effect != null && cuts) {
            found.add(new Redaction(place.path(), effect.reason()));
            return searched(place, text, found, effect.length());
        }
        return searched(place, text, found, Integer.MAX_VALUE);
    }

    @Override
    public String key(Place place, String key, List<Redaction> found) {
        if (key.length() < SHORTEST || texts.isHarmlessKey(key)) {
            return key;
        }
        return edited(place, key, found, true, Integer.MAX_VALUE);
    }

    private String searched(Place place, String text, List<Redaction> found, int maxLength) {
        if (text.length() < SHORTEST && !texts.hasPatterns() && places.isEmpty()) {
            return TextEdit.cut(text, maxLength);
        }
        // one pass for the detectors' literals decides for nearly every text that there is nothing to find
        boolean mayHold = texts.mayDetectIn(text);
        boolean reachesInside = !places.isEmpty() || texts.hasPatterns();
        if (JsonStrings.looksLikeJson(text) && (mayHold || reachesInside || JsonStrings.hidesLiterals(text))) {
            JsonStrings.Result inside = jsonStrings.rewrite(place, text, found);
            List<TextMatch> matches = new ArrayList<>();
            if (!inside.complete()) {
                texts.detect(inside.text(), matches); // what could not be read as JSON is searched as it stands
            }
            texts.match(text, matches, inside::shown);
            return applied(place, inside.text(), matches, found, maxLength, inside::cutAt);
        }
        return edited(place, text, found, mayHold, maxLength);
    }

    private String edited(Place place, String text, List<Redaction> found, boolean detect, int maxLength) {
        if (!detect && !texts.hasPatterns()) {
            return TextEdit.cut(text, maxLength);
        }
        List<TextMatch> matches = new ArrayList<>();
        if (detect) {
            texts.detect(text, matches);
        }
        texts.match(text, matches, span -> span);
        return applied(place, text, matches, found, maxLength, IntUnaryOperator.identity());
    }

    private String applied(
            Place place,
            String text,
            List<TextMatch> matches,
            List<Redaction> found,
            int maxLength,
            IntUnaryOperator cutAt) {
        if (matches.isEmpty()) {
            return TextEdit.cut(text, cutAt.applyAsInt(maxLength));
        }
        matches.stream()
                .map(match -> match.effect().reason())
                .distinct()
                .forEach(reason -> found.add(new Redaction(place.path(), reason)));
        return new TextEdit(text, hmacKeys::digest, cutAt).apply(matches, maxLength);
    }

    private @Nullable Effect wholeEffect(Place place, AnyValue value) {
        Effect byPlace = places.at(place);
        Effect byName = nameEffect(place, value);
        if (byPlace == null || byName == null) {
            return byPlace == null ? byName : byPlace;
        }
        return Effect.STRICTEST_FIRST.compare(byPlace, byName) <= 0 ? byPlace : byName;
    }

    private @Nullable Effect nameEffect(Place place, AnyValue value) {
        Effect effect = texts.onSecretNames();
        boolean secret = effect != null && mayBeSecret(value) && place.isNamedLikeASecret();
        return secret ? effect : null;
    }

    /** A name takes its value whatever the type, but for what cannot be a secret. */
    private static boolean mayBeSecret(AnyValue value) {
        if (value instanceof AnyValue.Text text) {
            return !SecretNames.isHarmless(text.value());
        } else if (value instanceof AnyValue.Array array) {
            return !array.values().isEmpty();
        } else if (value instanceof AnyValue.KeyValues map) {
            return !map.values().isEmpty();
        }
        return !(value instanceof AnyValue.Bool);
    }

    /** Numbers are searched for what people also send as a number: payment cards. */
    private @Nullable AnyValue number(Place place, AnyValue value, List<Redaction> found) {
        String text = null;
        if (value instanceof AnyValue.Int number) {
            text = Long.toString(number.value());
        } else if (value instanceof AnyValue.Real real && real.value() == Math.rint(real.value())) {
            text = Long.toString((long) real.value());
        }
        String shown = text == null ? null : edited(place, text, found, true, Integer.MAX_VALUE);
        return shown == null || shown.equals(text) ? null : new AnyValue.Text(shown);
    }

    private static boolean isMarker(AnyValue value) {
        return value instanceof AnyValue.Text text && text.value().equals(Redaction.MARKER);
    }
}

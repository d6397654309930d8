package io.millrace.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.directory.DirectoryFollower;
import io.millrace.gateway.config.KafkaSettings;
import io.millrace.telemetry.key.KeyDigest;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts following the directory and makes what decides by it. */
@Singleton
class IdentityBeans {

    @Produces
    @Singleton
    KnownDirectory directory(KafkaSettings kafka) {
        DirectoryFollower follower = new DirectoryFollower("gateway-directory", kafka.common("directory"));
        follower.start();
        return new KnownDirectory(follower);
    }

    void stop(@Disposes KnownDirectory directory) {
        directory.close();
    }

    @Produces
    @Singleton
    Authenticator authenticator(
            KnownDirectory directory, @ConfigProperty(name = "millrace.key-pepper") Optional<String> pepper) {
        String secret = pepper.orElseThrow(() -> new IllegalStateException(
                "millrace.key-pepper is not set: give the secret of at least 16 bytes that the console uses"));
        return new Authenticator(directory::state, new KeyDigest(secret.getBytes(UTF_8))::matches, Clock.systemUTC());
    }
}

package io.millrace.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Settings of the console. */
@ConfigMapping(prefix = "millrace.console")
public interface ConsoleConfig {

    /** Folder for the accounts database and the files of the first start. Follows {@code millrace.data-dir}. */
    Path dataDir();

    /** Secret of the installation for the digests of keys, at least 16 bytes. Follows {@code millrace.key-pepper}. */
    Optional<String> keyPepper();

    /** Address under which people and agents reach this installation; {@code http://localhost:<port>} if absent, or https where only that is open. */
    Optional<String> publicUrl();

    /** The accounts database. */
    Database database();

    /** Signed-in sessions of the web page. */
    Session session();

    /** Guessing of passwords. */
    SignIn signIn();

    /** Sign-in with the organization's identity provider, OpenID Connect. */
    Oidc oidc();

    /** Publication of the directory. */
    Directory directory();

    /** The newest events on the page. */
    Live live();

    /** Where accounts are kept. */
    interface Database {
        /** JDBC URL of PostgreSQL or H2; an H2 file in the data folder if absent. */
        Optional<String> url();

        /** User of the database. */
        Optional<String> user();

        /** Password of that user. */
        Optional<String> password();

        /** Connections at most, from 1. */
        @WithDefault("8")
        int maxConnections();

        /** Copies of the H2 file; PostgreSQL has its own. */
        Backup backup();

        /** Longest wait for a free connection. */
        @WithDefault("5s")
        Duration acquisitionTimeout();
    }

    /** Copies of the H2 file in {@code <data-dir>/console/backups}, made while the console runs. */
    interface Backup {
        /** Time between two copies; zero for none. */
        @WithDefault("24h")
        Duration interval();

        /** Copies that are kept, from 1; the oldest go first. */
        @WithDefault("7")
        int keep();
    }

    /** How long a browser stays signed in. */
    interface Session {
        /** Without any request. */
        @WithDefault("12h")
        Duration idle();

        /** In any case. */
        @WithDefault("7d")
        Duration longest();
    }

    /** Limits of sign-in attempts. */
    interface SignIn {
        /** Failed attempts within {@link #window()} after which a name must wait, from 1. */
        @WithDefault("10")
        int attempts();

        /** Failed attempts within {@link #window()} after which an address must wait, from 1; many people may share one. */
        @WithDefault("50")
        int addressAttempts();

        /** Time in which failed attempts are counted. */
        @WithDefault("10m")
        Duration window();
    }

    /** An identity provider, its client and what its groups may do. */
    interface Oidc {
        /** Whether people can sign in with it. */
        @WithDefault("false")
        boolean enabled();

        /** URL of the provider; {@code /.well-known/openid-configuration} below it describes it. */
        Optional<String> issuer();

        /** Id of this console at the provider; its redirect URL is {@code <public-url>/api/session/identity-provider}. */
        Optional<String> clientId();

        /** Secret of this console at the provider, at least 16 characters. */
        Optional<String> clientSecret();

        /** What people call the provider, for the button. */
        @WithDefault("Single sign-on")
        String name();

        /** Claim of the ID token that lists a person's groups; {@code /} parts the names of nested ones. */
        @WithDefault("groups")
        String groupsClaim();

        /** Groups whose people are owners. */
        Optional<Set<String>> ownerGroups();

        /** Groups whose people are admins. */
        Optional<Set<String>> adminGroups();

        /** Groups whose people are members; whoever is in none of the groups cannot sign in. */
        Optional<Set<String>> memberGroups();

        /** Id of the organization that its people belong to; the first one if absent. */
        Optional<String> organization();
    }

    /** When the directory is published, besides at once after each change. */
    interface Directory {
        /** Time between two generations when nothing changes. */
        @WithDefault("1m")
        Duration interval();

        /** How often changes made by another console over the same database are looked for. */
        @WithDefault("2s")
        Duration changesInterval();
    }

    /** Bounds of the live tail. */
    interface Live {
        /** Browsers that may watch at the same time, from 1. */
        @WithDefault("64")
        int viewers();

        /** Newest events that are kept in memory for browsers that come later, from 1. */
        @WithDefault("500")
        int buffer();

        /** Events of each partition that are shown from before the first browser came. */
        @WithDefault("25")
        int backlog();
    }
}

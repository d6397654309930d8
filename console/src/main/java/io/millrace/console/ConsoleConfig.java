package io.millrace.console;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings of the console. */
@ConfigMapping(prefix = "millrace.console")
public interface ConsoleConfig {

    /** Folder for the accounts database and the files of the first start. Follows {@code millrace.data-dir}. */
    Path dataDir();

    /** Secret of the installation for the digests of keys, at least 16 bytes. Follows {@code millrace.key-pepper}. */
    Optional<String> keyPepper();

    /** Address under which people and agents reach this installation; {@code http://localhost:<port>} if absent. */
    Optional<String> publicUrl();

    /** The accounts database. */
    Database database();

    /** Signed-in sessions of the web page. */
    Session session();

    /** Guessing of passwords. */
    SignIn signIn();

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

        /** Longest wait for a free connection. */
        @WithDefault("5s")
        Duration acquisitionTimeout();
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

package io.lockward.cloud.access;

import io.lockward.cloud.access.AccountStore.ProgramKey;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the first account and the first API key, with secrets nobody can guess. There are no default ones.
@Singleton
final class FirstStart {
    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);
    private static final String FIRST = "operator";

    private final AccessStore store;
    private final AccountStore accounts;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Path data;

    FirstStart(
            AccessStore store,
            AccountStore accounts,
            InstantSource clock,
            RandomGenerator random,
            @ConfigProperty(name = "lockward.data", defaultValue = "lockward-data") String data) {
        this.store = store;
        this.accounts = accounts;
        this.clock = clock;
        this.random = random;
        this.data = Path.of(data);
    }

    void prepare(@Observes StartupEvent started) {
        try {
            firstAccount();
            firstKey();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the first secrets into " + data, e);
        }
    }

    private void firstAccount() throws IOException {
        if (store.hasAccounts()) {
            return;
        }
        String password = Token.make("", random).substring(0, 24);
        Path file = data.resolve("first-sign-in");
        if (accounts.add(FIRST, Passwords.hash(password), Role.ADMIN_ROLE, null, clock.instant())) {
            PrivateFile.write(file, "username " + FIRST + "\npassword " + password + "\n");
            LOG.atInfo().addKeyValue("file", file).log("made the first account; its password is in the file");
            System.out.println("lockward: first sign-in as " + FIRST + " with the password " + password);
        }
    }

    private void firstKey() throws IOException {
        if (store.hasKeys()) {
            return;
        }
        String key = Token.make(Token.KEY, random);
        Path file = data.resolve("api-key");
        accounts.addKey(ProgramKey.lasting("first", Role.ADMIN_ROLE, clock.instant()), Token.hash(key));
        PrivateFile.write(file, key + "\n");
        LOG.atInfo().addKeyValue("file", file).log("made the first API key; it is in the file");
    }
}

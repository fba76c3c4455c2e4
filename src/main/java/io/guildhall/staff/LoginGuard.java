package io.guildhall.staff;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import lombok.RequiredArgsConstructor;

/**
 * Counts tries, of logins and of other secrets, and locks after too many. A try is
 * counted before it is judged, so that a thousand at once are not judged all; what
 * succeeds is taken back. It counts in transactions of its own: a refusal must not undo
 * it.
 */
@Component
@RequiredArgsConstructor
@Transactional(propagation = Propagation.REQUIRES_NEW)
public class LoginGuard {

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * Counts a try.
	 * @param subject what is guarded; only its hash is kept
	 * @throws StaffRefused while it is locked
	 */
	public void count(String subject, Lockout lockout) {
		Instant now = clock.instant();
		String key = Secrets.hash(subject);
		Optional<Integer> failures = jdbc.sql("""
				insert into login_failures (subject, failures, last_at) values (:subject, 1, :now)
				on conflict (subject) do update set last_at = :now, locked_until = null,
					failures = case when login_failures.last_at < :forgotten then 1 else login_failures.failures + 1 end
				where login_failures.locked_until is null or login_failures.locked_until <= :now
				returning failures
				""")
			.param("subject", key)
			.param("now", Timestamp.from(now))
			.param("forgotten", Timestamp.from(now.minus(lockout.memory())))
			.query(Integer.class)
			.optional();
		if (failures.isEmpty()) {
			throw locked(key, now);
		}
		Duration wait = lockout.after(failures.get());
		if (!wait.isZero()) {
			jdbc.sql("update login_failures set locked_until = :until where subject = :subject")
				.param("until", Timestamp.from(now.plus(wait)))
				.param("subject", key)
				.update();
		}
	}

	/**
	 * Counts nothing; for what is guarded against the wrong alone, which is counted when
	 * it was.
	 * @throws StaffRefused while it is locked
	 */
	@Transactional(propagation = Propagation.REQUIRES_NEW, readOnly = true)
	public void requireFree(String subject) {
		Instant now = clock.instant();
		String key = Secrets.hash(subject);
		if (lockedUntil(key).filter(now::isBefore).isPresent()) {
			throw locked(key, now);
		}
	}

	/** It was right: the failures before it are forgotten. */
	void forget(String subject) {
		jdbc.sql("delete from login_failures where subject = :subject")
			.param("subject", Secrets.hash(subject))
			.update();
	}

	/** It was right: this try was no failure, those before it were. */
	void uncount(String subject) {
		jdbc.sql("""
				update login_failures set failures = greatest(failures - 1, 0), locked_until = null
				where subject = :subject
				""").param("subject", Secrets.hash(subject)).update();
	}

	/** Forgets what no lock asks for any more. */
	void forgetOld() {
		jdbc.sql("delete from login_failures where last_at < :before")
			.param("before", Timestamp.from(clock.instant().minus(Lockout.ACCOUNT.memory())))
			.update();
	}

	private StaffRefused locked(String key, Instant now) {
		Instant until = lockedUntil(key).orElse(now);
		return StaffRefused.tooManyAttempts(Math.max(1, Duration.between(now, until).plusSeconds(59).toMinutes()));
	}

	private Optional<Instant> lockedUntil(String key) {
		return jdbc.sql("select locked_until from login_failures where subject = :subject and locked_until is not null")
			.param("subject", key)
			.query(Timestamp.class)
			.optional()
			.map(Timestamp::toInstant);
	}

}

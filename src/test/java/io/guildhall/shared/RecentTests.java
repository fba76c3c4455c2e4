package io.guildhall.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What was read a moment ago is believed, unless it was changed here. */
class RecentTests {

	private static final UUID ACME = Ids.next();

	private final AtomicLong nanos = new AtomicLong();

	private final AtomicInteger there = new AtomicInteger(1);

	private final Recent<Integer> recent = new Recent<>(Duration.ofSeconds(2), this.nanos::get);

	@BeforeEach
	void aTransaction() {
		TransactionSynchronizationManager.initSynchronization();
	}

	@AfterEach
	void itsEnd() {
		if (TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.clearSynchronization();
		}
	}

	@Test
	void isReadAgainAfterItsTime() {
		assertThat(read()).isEqualTo(1);
		this.there.set(2);
		this.nanos.set(Duration.ofSeconds(2).toNanos() - 1);
		assertThat(read()).isEqualTo(1);
		this.nanos.incrementAndGet();
		assertThat(read()).isEqualTo(2);
		assertThat(this.recent.get(Ids.next(), () -> 3)).as("of another organization").isEqualTo(3);
	}

	@Test
	void whoChangesItSeesTheChangeAtOnceAndOthersFromTheCommitOn() {
		read();
		this.recent.changed(ACME);
		this.recent.changed(ACME);
		this.there.set(2);
		assertThat(read()).isEqualTo(2);
		end(TransactionSynchronization.STATUS_COMMITTED);
		assertThat(read()).isEqualTo(2);
	}

	@Test
	void whatWasUndoneIsNotKept() {
		this.recent.changed(ACME);
		this.there.set(2);
		assertThat(read()).isEqualTo(2);
		this.there.set(1);
		end(TransactionSynchronization.STATUS_ROLLED_BACK);
		assertThat(read()).isEqualTo(1);
	}

	/** ★ Who began to read before the commit does not keep what was there before. */
	@Test
	void aReadThatIsOvertakenIsNotKept() {
		this.recent.changed(ACME);
		assertThat(this.recent.get(ACME, () -> 1)).isEqualTo(1);
		TransactionSynchronization change = TransactionSynchronizationManager.getSynchronizations().get(0);
		change.suspend();
		assertThat(this.recent.get(ACME, () -> {
			change.resume();
			change.afterCompletion(TransactionSynchronization.STATUS_COMMITTED);
			return 1;
		})).isEqualTo(1);
		this.there.set(2);
		assertThat(read()).isEqualTo(2);
	}

	private int read() {
		return this.recent.get(ACME, this.there::get);
	}

	private static void end(int status) {
		TransactionSynchronizationManager.getSynchronizations().forEach(one -> one.afterCompletion(status));
		TransactionSynchronizationManager.clearSynchronization();
	}

}

package io.guildhall.shared;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What was read of organizations a moment ago, for what nearly every request asks and few
 * change. What is changed at this instance counts from its commit on, in the transaction
 * that changes it at once; what is changed at another one counts when what was read is no
 * longer believed.
 */
public final class Recent<T> {

	private static final int MOST = 10_000;

	private final Duration believed;

	private final LongSupplier nanos;

	private final Map<UUID, Read<T>> reads = new ConcurrentHashMap<>();

	/** When each was changed here: what was read before is not to be kept after. */
	private final Map<UUID, Long> changes = new ConcurrentHashMap<>();

	/** With how long it is believed. */
	public Recent(Duration believed) {
		this(believed, System::nanoTime);
	}

	Recent(Duration believed, LongSupplier nanos) {
		this.believed = believed;
		this.nanos = nanos;
	}

	/** What is known of an organization, or is read now. */
	public T get(UUID organization, Supplier<T> reading) {
		if (TransactionSynchronizationManager.hasResource(new Change(this, organization))) {
			return reading.get();
		}
		Read<T> known = reads.get(organization);
		long begun = nanos.getAsLong();
		if (known != null && begun - known.at() < believed.toNanos()) {
			return known.value();
		}
		Read<T> read = new Read<>(reading.get(), begun);
		if (reads.size() >= MOST) {
			reads.clear();
		}
		reads.put(organization, read);
		Long changed = changes.get(organization);
		if (changed != null && changed - begun >= 0) {
			reads.remove(organization, read);
		}
		return read.value();
	}

	/** The transaction changes it. */
	public void changed(UUID organization) {
		Change change = new Change(this, organization);
		if (TransactionSynchronizationManager.hasResource(change)) {
			return;
		}
		TransactionSynchronizationManager.bindResource(change, organization);
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void suspend() {
				TransactionSynchronizationManager.unbindResource(change);
			}

			@Override
			public void resume() {
				TransactionSynchronizationManager.bindResource(change, organization);
			}

			@Override
			public void afterCompletion(int status) {
				TransactionSynchronizationManager.unbindResourceIfPossible(change);
				changes.put(organization, nanos.getAsLong());
				reads.remove(organization);
			}

		});
	}

	private record Read<T>(T value, long at) {
	}

	/** Marks the transaction that changes something. */
	private record Change(Recent<?> of, UUID organization) {
	}

}

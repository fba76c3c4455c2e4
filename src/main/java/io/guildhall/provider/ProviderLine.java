package io.guildhall.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;

import io.guildhall.provider.PaymentProvider.ProviderRefusal;
import io.guildhall.provider.PaymentProvider.ProviderSilent;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import jakarta.annotation.PreDestroy;

/**
 * The way to providers. A call waits for so long and no longer; what then still hangs
 * counts against a small limit until it ends, so that a provider that never answers costs
 * a few threads and not all of them, and one organization's provider none of another's.
 */
@Component
public class ProviderLine {

	/** The code of no answer. */
	public static final String SILENT = "silent";

	/** The code of too many calls that hang. */
	public static final String BUSY = "busy";

	/** At once, over all organizations. */
	private static final int MOST = 16;

	/** At once, of one organization. */
	private static final int MOST_OF_ONE = 4;

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, MOST, 30, TimeUnit.SECONDS,
			new SynchronousQueue<>(), ProviderLine::thread);

	private final ConcurrentHashMap<UUID, AtomicInteger> underWay = new ConcurrentHashMap<>();

	private final OnBehalf onBehalf;

	private final Tenancy tenancy;

	private final ScopedClock clock;

	private final Duration patience;

	ProviderLine(OnBehalf onBehalf, Tenancy tenancy, ScopedClock clock, ProviderSettings settings) {
		this.onBehalf = onBehalf;
		this.tenancy = tenancy;
		this.clock = clock;
		this.patience = settings.patience();
	}

	/**
	 * Calls a provider for the organization of this thread, outside of any transaction.
	 * @throws ProviderSilent if it does not answer in time, or fails to
	 * @throws ProviderRefusal if it refuses, or was not called since too many calls hang
	 */
	public <T> T call(Supplier<T> work) {
		Assert.state(!TransactionSynchronizationManager.isActualTransactionActive(),
				"A provider is not waited for in a transaction");
		UUID organization = tenancy.current();
		Instant scoped = clock.isScoped() ? clock.instant() : null;
		enter(organization);
		FutureTask<T> answer = new FutureTask<>(() -> onBehalf.ofSystem(organization,
				() -> (scoped != null) ? clock.callAt(scoped, work::get) : work.get()));
		try {
			threads.execute(() -> {
				try {
					answer.run();
				}
				finally {
					leave(organization);
				}
			});
		}
		catch (RejectedExecutionException full) {
			leave(organization);
			throw new ProviderRefusal(BUSY);
		}
		return await(answer);
	}

	/** How many calls have not ended. */
	int underWay() {
		return underWay.values().stream().mapToInt(AtomicInteger::get).sum();
	}

	private <T> T await(Future<T> answer) {
		try {
			return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException late) {
			answer.cancel(true);
			throw new ProviderSilent(SILENT, late);
		}
		catch (InterruptedException stopped) {
			answer.cancel(true);
			Thread.currentThread().interrupt();
			throw new ProviderSilent(SILENT, stopped);
		}
		catch (ExecutionException failed) {
			if (failed.getCause() instanceof ProviderRefusal refusal) {
				throw refusal;
			}
			if (failed.getCause() instanceof ProviderSilent silent) {
				throw silent;
			}
			throw new ProviderSilent(SILENT, failed);
		}
	}

	private void enter(UUID organization) {
		underWay.compute(organization, (id, count) -> {
			AtomicInteger calls = (count != null) ? count : new AtomicInteger();
			if (calls.get() >= MOST_OF_ONE) {
				throw new ProviderRefusal(BUSY);
			}
			calls.incrementAndGet();
			return calls;
		});
	}

	private void leave(UUID organization) {
		underWay.computeIfPresent(organization, (id, calls) -> (calls.decrementAndGet() == 0) ? null : calls);
	}

	@PreDestroy
	void stop() {
		threads.shutdownNow();
	}

	private static Thread thread(Runnable work) {
		Thread thread = new Thread(work, "checkout-provider");
		thread.setDaemon(true);
		return thread;
	}

}

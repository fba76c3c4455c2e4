package io.guildhall.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
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
import java.util.concurrent.atomic.AtomicBoolean;
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
 * counts until it ends: against a few calls of its account (an organization at a
 * provider) and against the share of its provider. So a provider that never answers costs
 * none of another's threads, and an account that hangs leaves room for those beside it
 * (docs/adr/0163-each-provider-has-its-own-share-of-the-line.md).
 */
@Component
public class ProviderLine {

	/** The code of no answer. */
	public static final String SILENT = "silent";

	/** The code of too many calls that hang. */
	public static final String BUSY = "busy";

	/** At once, of one account. */
	static final int MOST_OF_ACCOUNT = 4;

	/**
	 * At once, at one provider, over all organizations. Threads that wait for an answer
	 * cost little, and there are as many as wait and no more.
	 */
	static final int MOST_OF_PROVIDER = 32;

	/**
	 * From so many on, whoever has a call under way waits until it ends: four accounts
	 * that hang get here, and the other half of the share is for those who have none.
	 */
	static final int CROWDED = MOST_OF_PROVIDER / 2;

	/** Each provider has its share for itself, so that nobody waits behind another's. */
	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0,
			MOST_OF_PROVIDER * ProviderName.values().length, 30, TimeUnit.SECONDS, new SynchronousQueue<>(),
			ProviderLine::thread);

	private final ConcurrentHashMap<ProviderName, Share> shares = new ConcurrentHashMap<>();

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
	 * @throws ProviderRefusal if it refuses, or was not called since too many calls of
	 * the account or to the provider hang
	 */
	public <T> T call(ProviderName provider, Supplier<T> work) {
		Assert.state(!TransactionSynchronizationManager.isActualTransactionActive(),
				"A provider is not waited for in a transaction");
		UUID organization = tenancy.current();
		Instant scoped = clock.isScoped() ? clock.instant() : null;
		Place place = new Place(shares.computeIfAbsent(provider, name -> new Share()), organization);
		FutureTask<T> answer = new FutureTask<>(() -> {
			try {
				return onBehalf.ofSystem(organization,
						() -> (scoped != null) ? clock.callAt(scoped, work::get) : work.get());
			}
			finally {
				// Before the answer is heard: who asks once more finds the place free.
				place.leave();
			}
		});
		try {
			threads.execute(() -> {
				try {
					answer.run();
				}
				finally {
					// Also what was given up before it began.
					place.leave();
				}
			});
		}
		catch (RejectedExecutionException full) {
			place.leave();
			throw new ProviderRefusal(BUSY);
		}
		return await(answer);
	}

	/** How many calls have not ended. */
	int underWay() {
		return shares.values().stream().mapToInt(Share::underWay).sum();
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

	@PreDestroy
	void stop() {
		threads.shutdownNow();
	}

	private static Thread thread(Runnable work) {
		Thread thread = new Thread(work, "checkout-provider");
		thread.setDaemon(true);
		return thread;
	}

	/** The calls to one provider that have not ended, by whose they are. */
	private static final class Share {

		private final Map<UUID, Integer> calls = new HashMap<>();

		private int all;

		synchronized void enter(UUID organization) {
			int own = calls.getOrDefault(organization, 0);
			int most = (all < CROWDED) ? MOST_OF_ACCOUNT : 1;
			if (all >= MOST_OF_PROVIDER || own >= most) {
				throw new ProviderRefusal(BUSY);
			}
			calls.put(organization, own + 1);
			all++;
		}

		synchronized void leave(UUID organization) {
			int own = calls.getOrDefault(organization, 0) - 1;
			if (own > 0) {
				calls.put(organization, own);
			}
			else {
				calls.remove(organization);
			}
			all--;
		}

		synchronized int underWay() {
			return all;
		}

	}

	/** What a call takes of a share, and gives back once. */
	private static final class Place {

		private final Share share;

		private final UUID organization;

		private final AtomicBoolean left = new AtomicBoolean();

		/**
		 * Takes it.
		 * @throws ProviderRefusal if there is no room
		 */
		private Place(Share share, UUID organization) {
			this.share = share;
			this.organization = organization;
			share.enter(organization);
		}

		void leave() {
			if (left.compareAndSet(false, true)) {
				share.leave(organization);
			}
		}

	}

}

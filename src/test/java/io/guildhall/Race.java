package io.guildhall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.shared.DomainException;

/** Several who do something at once, in tests of all modules. */
public final class Race {

	/** More of them than this wait until somebody is through. */
	private static final int AT_ONCE = 64;

	private Race() {
	}

	/** What each of them came to, in their order. What one throws ends the test. */
	public static <T> List<T> race(List<Callable<T>> contenders) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(Math.min(contenders.size(), AT_ONCE));
		try {
			List<T> answers = new ArrayList<>();
			for (Future<T> answer : threads.invokeAll(contenders)) {
				answers.add(answer.get());
			}
			return answers;
		}
		finally {
			threads.shutdownNow();
		}
	}

	/** The same of so many, each with its number from 0 on. */
	public static <T> List<T> race(int contenders, IntFunction<Callable<T>> contender) throws Exception {
		return race(IntStream.range(0, contenders).mapToObj(contender).toList());
	}

	/** How many of them were not refused. */
	public static <T> long notRefused(List<Callable<T>> contenders) throws Exception {
		List<Boolean> done = race(contenders.size(), i -> () -> {
			try {
				contenders.get(i).call();
				return true;
			}
			catch (DomainException refused) {
				return false;
			}
		});
		return done.stream().filter(Boolean::booleanValue).count();
	}

	/**
	 * Until so many wait for what the transaction of the thread holds, or for one that
	 * does. Asked of the locks: pg_stat_activity would stay as it was within the
	 * transaction.
	 */
	public static void awaitWaiting(JdbcClient jdbc, int count) {
		long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (jdbc.sql("""
				with recursive waiting (pid) as (
				    select pid from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
				    union
				    select l.pid from pg_locks l join waiting w on w.pid = any(pg_blocking_pids(l.pid))
				    where not l.granted)
				select count(*) from waiting
				""").query(Long.class).single() < count) {
			assertThat(System.nanoTime()).as("%s wait", count).isLessThan(until);
			Thread.onSpinWait();
		}
	}

}

package io.guildhall;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

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

}

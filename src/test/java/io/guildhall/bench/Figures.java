package io.guildhall.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.guildhall.Rest;

/** What was measured, round by round, and how one measures. */
final class Figures {

	private static final Duration LONG = Duration.ofMinutes(20);

	private final Map<String, List<double[]>> measured = new LinkedHashMap<>();

	/** What takes time. */
	interface Work {

		void run() throws Exception;

	}

	/** One of many pieces of work. */
	interface Piece {

		void run(int number) throws Exception;

	}

	/** How long the work takes, in seconds. */
	static double timed(Work work) throws Exception {
		long start = System.nanoTime();
		work.run();
		return (System.nanoTime() - start) / 1e9;
	}

	/** Says on the error stream what is done, and how long it took. */
	static void phase(String what, Work work) throws Exception {
		System.err.println("bench: " + what);
		System.err.printf(Locale.ROOT, "bench: %s took %.1f s%n", what, timed(work));
	}

	/** How long all pieces take when so many clients share them, in seconds. */
	static double timed(int clients, int pieces, Piece piece) throws Exception {
		AtomicInteger next = new AtomicInteger();
		return timed(() -> {
			ExecutorService threads = Executors.newFixedThreadPool(clients);
			List<Future<?>> running = new ArrayList<>();
			for (int i = 0; i < clients; i++) {
				running.add(threads.submit(() -> {
					for (int n = next.getAndIncrement(); n < pieces; n = next.getAndIncrement()) {
						piece.run(n);
					}
					return null;
				}));
			}
			for (Future<?> one : running) {
				one.get();
			}
			threads.shutdown();
		});
	}

	/** How long nineteen of twenty pieces take at most, in milliseconds. */
	static double p95(int pieces, Piece piece) throws Exception {
		List<Double> all = new ArrayList<>();
		for (int i = 0; i < pieces; i++) {
			int number = i;
			all.add(1000 * timed(() -> piece.run(number)));
		}
		Collections.sort(all);
		return all.get((int) Math.ceil(0.95 * pieces) - 1);
	}

	/** Waits until the state is this one. */
	static void await(Rest rest, String path, String state) {
		Rest.Answer end = rest.await(path, LONG,
				answer -> List.of(state, "FAILED", "CANCELLED").contains(answer.text("state")));
		if (!end.text("state").equals(state)) {
			throw new IllegalStateException(path + " ended as " + end.body());
		}
	}

	/** Takes a figure down, and says it: a run of an hour may be broken off. */
	void add(String name, double product, double limit) {
		System.err.printf(Locale.ROOT, "bench: %s %.3f, the limit %.3f%n", name, product, limit);
		this.measured.computeIfAbsent(name, key -> new ArrayList<>()).add(new double[] { product, limit });
	}

	/** What has no limit to compare with. */
	void add(String name, double product) {
		add(name, product, Double.NaN);
	}

	/**
	 * How long several had to wait for something else. The longest of them is judged by
	 * what it waited beyond a bare commit of the same moment, which waits for processors
	 * and disk as well; what it waited in all is said beside the longest of those.
	 */
	void addWaits(String name, List<Steady.Wait> waited, Heartbeat bare) {
		add(name + ", longest wait",
				waited.stream()
					.mapToDouble(wait -> wait.late() - bare.longest(wait.began(), wait.ended()))
					.max()
					.orElseThrow());
		List<Double> late = waited.stream().map(Steady.Wait::late).sorted().toList();
		add(name + ", p99", late.get((int) Math.ceil(0.99 * late.size()) - 1));
		add(name + ", longest in all", late.get(late.size() - 1), bare.longest());
	}

	/** The rounds so far were to warm up. */
	void forget() {
		this.measured.clear();
	}

	/**
	 * The medians of those lines that were measured.
	 * @param terms name, unit and bar of each
	 */
	List<Line> lines(List<List<String>> terms) {
		return terms.stream()
			.filter(line -> this.measured.containsKey(line.get(0)))
			.map(line -> line(line.get(0), line.get(1), line.get(2)))
			.toList();
	}

	/** The worst of those lines that were measured. */
	List<Line> worst(List<List<String>> terms) {
		return terms.stream()
			.filter(line -> this.measured.containsKey(line.get(0)))
			.map(line -> worst(line.get(0), line.get(1), line.get(2)))
			.toList();
	}

	/** The medians of a line's rounds. */
	Line line(String name, String unit, String bar) {
		List<double[]> all = this.measured.getOrDefault(name, List.of());
		double limit = median(all, 1);
		return Line.of(name, unit, median(all, 0), Double.isNaN(limit) ? null : limit, bar);
	}

	/** The worst of a line's rounds, where less is better. */
	Line worst(String name, String unit, String bar) {
		double[] worst = this.measured.getOrDefault(name, List.of())
			.stream()
			.max(Comparator.comparingDouble(pair -> pair[0]))
			.orElseThrow();
		return Line.of(name, unit, worst[0], Double.isNaN(worst[1]) ? null : worst[1], bar);
	}

	private static double median(List<double[]> all, int index) {
		List<Double> sorted = new ArrayList<>(all.stream().map(pair -> pair[index]).toList());
		Collections.sort(sorted);
		return sorted.get(sorted.size() / 2);
	}

}

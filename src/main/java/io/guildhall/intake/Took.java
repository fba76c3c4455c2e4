package io.guildhall.intake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What became of a slice. */
final class Took {

	private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

	private final List<ImportProblem> problems = new ArrayList<>();

	private final List<SampleRow> sample = new ArrayList<>();

	void count(Outcome outcome, long count) {
		counts.merge(outcome, count, Long::sum);
	}

	void problem(ImportProblem problem) {
		problems.add(problem);
		count(Outcome.REFUSED, 1);
	}

	/** Something of a row that was taken is not right. */
	void remark(ImportProblem problem) {
		problems.add(problem);
	}

	void sample(SampleRow row) {
		sample.add(row);
	}

	Counts counts() {
		return new Counts(counts);
	}

	List<ImportProblem> problems() {
		return problems;
	}

	List<SampleRow> sample() {
		return sample;
	}

}

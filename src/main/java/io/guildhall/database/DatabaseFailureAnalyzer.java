package io.guildhall.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells the operator in words why there is no database, instead of a stack trace. */
class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<DatabaseUnavailable> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DatabaseUnavailable cause) {
		return new FailureAnalysis(cause.getMessage(), cause.getAction(), rootFailure);
	}

}

package io.guildhall.journey;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips journeys where there is no browser, before the application starts for them. */
class BrowserCondition implements ExecutionCondition {

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		String missing = Chromium.missing();
		if (missing == null) {
			return ConditionEvaluationResult.enabled("a browser is there");
		}
		if (Boolean.parseBoolean(System.getenv("CI"))) {
			throw new IllegalStateException("No browser for the journeys: " + missing);
		}
		return ConditionEvaluationResult.disabled("No browser: " + missing);
	}

}

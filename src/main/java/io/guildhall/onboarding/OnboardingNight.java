package io.guildhall.onboarding;

import java.time.Clock;
import java.time.LocalDate;

import org.springframework.stereotype.Component;

import io.guildhall.organization.NightlyWork;
import lombok.RequiredArgsConstructor;

/**
 * Works out every night how far everybody has come who joined by a channel, after
 * challenges have given what they owe; and forgets by which addresses public pages were
 * used.
 */
@Component
@RequiredArgsConstructor
class OnboardingNight implements NightlyWork {

	private final ChannelFunnels funnels;

	private final FormGate gate;

	private final Clock clock;

	@Override
	public int order() {
		return 65;
	}

	@Override
	public void run(LocalDate day) {
		funnels.count(null, day);
		gate.forget(clock.instant());
	}

}

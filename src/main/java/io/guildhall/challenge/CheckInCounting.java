package io.guildhall.challenge;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.springframework.stereotype.Component;

import io.guildhall.activity.ActivityKind;
import io.guildhall.activity.ActivityService;
import io.guildhall.activity.NewActivity;
import io.guildhall.community.GroupId;
import io.guildhall.member.MemberId;
import lombok.RequiredArgsConstructor;

/** What follows where a day counts. */
@Component
@RequiredArgsConstructor
class CheckInCounting {

	private static final String SOURCE = "challenge";

	private final ActivityService activity;

	private final Rewards rewards;

	/** The day counts: the member was active, and may have come to a stage. */
	void count(Challenge challenge, MemberId member, LocalDate day, Instant at) {
		activity.record(
				List.of(new NewActivity(member, null, new GroupId(challenge.getGroupId()), at, ActivityKind.CHECK_IN, 0,
						SOURCE, challenge.getId() + "/" + member + "/" + day, false, null, null, null)));
		rewards.reach(challenge, member, at);
	}

}

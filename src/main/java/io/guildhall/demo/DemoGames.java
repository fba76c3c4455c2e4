package io.guildhall.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.guildhall.challenge.ChallengeDetails;
import io.guildhall.challenge.ChallengeId;
import io.guildhall.challenge.ChallengeService;
import io.guildhall.challenge.ChallengeTerms;
import io.guildhall.challenge.CheckIns;
import io.guildhall.challenge.Counting;
import io.guildhall.challenge.Participants;
import io.guildhall.challenge.ProofKind;
import io.guildhall.challenge.Stage;
import io.guildhall.demo.DemoCast.Manner;
import io.guildhall.demo.DemoCast.Person;
import io.guildhall.member.MemberId;
import io.guildhall.points.Ladder;
import io.guildhall.points.PointLevels;
import io.guildhall.points.PointPrices;
import io.guildhall.points.PointRuleTerms;
import io.guildhall.points.PointRules;
import io.guildhall.points.PointValues;
import io.guildhall.points.RuleKind;
import io.guildhall.shared.Money;
import lombok.RequiredArgsConstructor;

/** What the people of the demo play for: points, titles, and a challenge that runs. */
@Component
@RequiredArgsConstructor
class DemoGames {

	/** So late that few nights have something to add up: each takes its time. */
	private static final int POINTS_DAY = DemoCast.DAYS - 6;

	/** Activity is the dearest to add up. */
	private static final int TALK_DAY = DemoCast.DAYS - 2;

	private static final int CHALLENGE_DAY = 80;

	private static final int PARTICIPANTS = 8;

	/** One point for each yuan. */
	private static final long YUAN = 100;

	private static final String CNY = "CNY";

	private final PointRules rules;

	private final PointLevels levels;

	private final PointPrices prices;

	private final PointValues values;

	private final ChallengeService challenges;

	private final Participants participants;

	private final CheckIns checkIns;

	void play(int day, LocalDate date, List<Person> people, Map<Integer, MemberId> members, DemoStage.Props props) {
		if (day == POINTS_DAY) {
			rules.add(new PointRuleTerms(RuleKind.SPEND, "消费一元得一分", null, 1, YUAN, null, 0, 365, date, null));
			levels.change(new Ladder(30, 14,
					List.of(new Ladder.Level("新芽", 10), new Ladder.Level("同路人", 50), new Ladder.Level("领路人", 300)), 0),
					null);
			prices.set(props.batch(DemoStage.TEN), 200);
			values.change(new Money(1, CNY), null);
		}
		if (day == TALK_DAY) {
			rules.add(new PointRuleTerms(RuleKind.ACTIVE_DAY, "每天来聊一聊", null, 2, null, 2L, 0, 365, date, null));
		}
		if (day < CHALLENGE_DAY) {
			return;
		}
		List<MemberId> players = people.stream()
			.filter(person -> person.manner() == Manner.PILLAR && person.group() == 0)
			.limit(PARTICIPANTS)
			.map(person -> members.get(person.number()))
			.toList();
		if (day == CHALLENGE_DAY) {
			ChallengeId id = challenges.create(props.group(0),
					new ChallengeTerms("14 天晨间写作", "每天早上写三百字，写完来打个卡。", date, 14, 0, ProofKind.NONE, 1, Counting.DAYS,
							List.of(new Stage(3, "好的开始", null, 20L),
									new Stage(7, "坚持一周", props.batch(DemoStage.TEN), null), Stage.praise(14, "全勤之星"))));
			participants.add(id, players);
		}
		ChallengeDetails challenge = challenges.list(props.group(0), null).items().get(0);
		// Today's evening may still be yesterday, right after midnight.
		boolean sameDay = challenge.today().equals(date);
		for (int i = 0; sameDay && i < players.size(); i++) {
			if ((i * 7 + day * 3) % 10 < 10 - i / 2) {
				checkIns.checkIn(challenge.id(), players.get(i), "");
			}
		}
	}

}

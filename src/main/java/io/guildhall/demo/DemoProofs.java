package io.guildhall.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.springframework.stereotype.Component;

import io.guildhall.challenge.ChallengeDetails;
import io.guildhall.challenge.ChallengeId;
import io.guildhall.challenge.ChallengeService;
import io.guildhall.challenge.ChallengeTerms;
import io.guildhall.challenge.CheckIn;
import io.guildhall.challenge.CheckInDecisions;
import io.guildhall.challenge.CheckIns;
import io.guildhall.challenge.Counting;
import io.guildhall.challenge.Participants;
import io.guildhall.challenge.ProofKind;
import io.guildhall.challenge.ProofPicture;
import io.guildhall.challenge.ProofPictures;
import io.guildhall.challenge.Stage;
import io.guildhall.community.GroupId;
import io.guildhall.demo.DemoCast.Manner;
import io.guildhall.demo.DemoCast.Person;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Idempotency;
import lombok.RequiredArgsConstructor;

/**
 * A challenge whose days are shown by pictures: those of its first day were looked at,
 * the others still wait. It is no part of the day's transaction, in which nothing is
 * drawn.
 */
@Component
@RequiredArgsConstructor
class DemoProofs {

	static final int FIRST_DAY = DemoCast.DAYS - 3;

	private static final int GROUP = 1;

	private static final int PARTICIPANTS = 5;

	private static final List<String> WORDS = List.of("今天写了三件感谢的小事", "补完了上周的复盘", "", "早起写的，手有点抖", "列了这个月的副业清单");

	private final DemoStage stage;

	private final ChallengeService challenges;

	private final Participants participants;

	private final CheckIns checkIns;

	private final CheckInDecisions decisions;

	private final ProofPictures pictures;

	private final Idempotency idempotency;

	/** What the people show on a day. */
	void show(int day, LocalDate date, List<Person> people) {
		if (day < FIRST_DAY) {
			return;
		}
		Map<Integer, MemberId> members = stage.known(people);
		List<MemberId> players = people.stream()
			.filter(person -> person.manner() == Manner.TALKER && person.group() == GROUP)
			.limit(PARTICIPANTS)
			.map(person -> members.get(person.number()))
			.toList();
		show(day, date, stage.props().group(GROUP), players);
	}

	/** What some of a group show on a day: three of them, and two on the last. */
	void show(int day, LocalDate date, GroupId group, List<MemberId> players) {
		int showing = Math.min((day < DemoCast.DAYS - 1) ? 3 : 2, players.size());
		List<ProofPicture> drawn = IntStream.range(0, showing)
			.mapToObj(i -> pictures.draw(DemoPictures.page(day * PARTICIPANTS + i)))
			.toList();
		idempotency.once("demo.proofs." + day, day, Integer.class, () -> {
			if (day == FIRST_DAY) {
				ChallengeId id = challenges.create(group,
						new ChallengeTerms("7 天手账打卡", "每天写一页手账，拍张照片发上来。", date, 7, 0, ProofKind.PICTURE, 1,
								Counting.DAYS, List.of(Stage.praise(3, "写出手感"), Stage.praise(7, "一周不断"))));
				participants.add(id, players);
			}
			ChallengeDetails challenge = challenges.list(group, null).items().get(0);
			if (day == FIRST_DAY + 1) {
				decide(decisions.waiting(challenge.id(), null).items());
			}
			// Today's evening may still be yesterday, right after midnight.
			boolean sameDay = challenge.today().equals(date);
			for (int i = 0; sameDay && i < showing; i++) {
				int who = (day + i) % players.size();
				checkIns.checkIn(challenge.id(), players.get(who), WORDS.get(who % WORDS.size()), drawn.get(i));
			}
			return day;
		});
	}

	private void decide(List<CheckIn> waiting) {
		for (int i = 0; i < waiting.size(); i++) {
			if (i < waiting.size() - 1) {
				decisions.approve(waiting.get(i).id());
			}
			else {
				decisions.refuse(waiting.get(i).id(), "照片有点模糊，麻烦重拍一张～");
			}
		}
	}

}

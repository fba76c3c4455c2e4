package io.guildhall.demo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityPositioning;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.community.GroupTerms;
import io.guildhall.community.PriceBand;
import io.guildhall.community.ProductFit;
import io.guildhall.community.Stage;
import io.guildhall.demo.DemoCast.Person;
import io.guildhall.member.ContactChannel;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberRow;
import io.guildhall.onboarding.Bait;
import io.guildhall.onboarding.ChannelDetails;
import io.guildhall.onboarding.ChannelService;
import io.guildhall.onboarding.ChannelTerms;
import io.guildhall.onboarding.Entry;
import io.guildhall.onboarding.JoinDoor;
import io.guildhall.onboarding.Question;
import io.guildhall.onboarding.QuestionKind;
import io.guildhall.onboarding.Submission;
import io.guildhall.onboarding.Submission.ContactKind;
import io.guildhall.shared.Ids;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.survey.SurveyChoice;
import io.guildhall.survey.SurveyDoor;
import io.guildhall.survey.SurveyForm;
import io.guildhall.survey.SurveyQuestion;
import io.guildhall.survey.SurveyService;
import lombok.RequiredArgsConstructor;

/** The public pages of the demo, and who answers there. */
@Component
@RequiredArgsConstructor
class DemoWelcome {

	/** The day before the first newcomers. */
	private static final int POSTER_DAY = DemoCast.DAYS - 8;

	private static final int SURVEY_DAY = DemoCast.DAYS - 4;

	private static final int ANSWER_DAY = DemoCast.DAYS - 2;

	/** A little more than the least sample. */
	private static final int ANSWERS = 36;

	private static final int TRIAL_ROOM = 6;

	private static final int FRIENDS = 3;

	/** So long a person takes for a form. */
	private static final int SECONDS = 40;

	private static final Question QUESTION = Question.of(QuestionKind.SINGLE, "现在最想解决什么？", true,
			new Question.Option("转岗", "想转岗", null), new Question.Option("副业", "想做副业", null), Question.Option.of("先看看"));

	private final CommunityService communities;

	private final CommunityPositioning positions;

	private final GroupService groups;

	private final ChannelService channels;

	private final JoinDoor door;

	private final MemberListing listing;

	private final SurveyService surveys;

	private final SurveyDoor surveyDoor;

	private final Tenancy tenancy;

	private final ScopedClock clock;

	/**
	 * Before anybody joins: who joins locks the channel until the day is over, and a
	 * visit is counted by itself.
	 */
	void prepare(int day, List<Person> people) {
		people.stream().filter(person -> person.joins() == day && isByPoster(person)).forEach(this::visit);
		if (day == POSTER_DAY) {
			GroupId trial = groups
				.create(community(),
						new GroupTerms("周末公开课试听群", Carrier.WECHAT, Stage.CONVERSION, TRIAL_ROOM, null, "欢迎试听！周六晚八点开讲",
								null))
				.id();
			channels.create(new ChannelTerms("地铁海报", List.of(new Entry(trial, "添加阿岚微信，备注“试听”")),
					List.of(new Bait("免费听一节谈薪课", "周六晚八点，名额有限"), new Bait("领一份简历模板", "进群即送，改完还能点评")),
					List.of(QUESTION)));
		}
		if (day == SURVEY_DAY) {
			CommunityId community = community();
			positions.change(community, null, new ProductFit(true, true, false, PriceBand.MIDDLE), null);
			surveys.open(community);
		}
		if (day == ANSWER_DAY) {
			String code = surveys.get(community()).code();
			for (int i = 0; i < ANSWERS; i++) {
				answer(code, i);
			}
		}
	}

	/** Whether somebody who joins on a day comes by the poster. */
	static boolean isByPoster(Person person) {
		return person.joins() > POSTER_DAY && person.number() % 2 == 0;
	}

	/** Somebody fills the form of the poster in. */
	void join(Person person, String account) {
		ChannelDetails poster = poster();
		Instant opened = clock.instant();
		String token = door.page(poster.code(), browser(person, 0), null).token();
		UUID question = Objects.requireNonNull(poster.questions().get(0).id());
		Map<UUID, List<String>> answers = Map.of(question, List.of(String.valueOf(person.number() % 3)));
		clock.callAt(opened.plusSeconds(SECONDS),
				() -> door.join(poster.code(),
						new Submission(token, "", person.name(), ContactKind.WECHAT, account,
								(person.number() % 3 == 0) ? Set.of(ContactChannel.CHAT) : Set.of(), answers, account,
								(person.number() % 4 == 0) ? friend(person) : null)));
	}

	/** One of three who like to talk about the house. */
	private UUID friend(Person person) {
		List<MemberRow> first = listing.list(MemberFilter.ALL, MemberListing.Sort.NAME, null, FRIENDS).items();
		return first.get(person.number() / 4 % first.size()).id().id();
	}

	/** They look at the poster's page, and two others do who do not join. */
	private void visit(Person person) {
		ChannelDetails poster = poster();
		for (int other = 0; other <= 2; other++) {
			door.page(poster.id(), browser(person, other), true);
		}
	}

	private UUID browser(Person person, int other) {
		return Ids.of(tenancy.current(), person.name() + "/" + other);
	}

	private ChannelDetails poster() {
		return channels.get(channels.list(true, null).items().get(0).id());
	}

	private void answer(String code, int number) {
		Instant opened = clock.instant();
		String token = surveyDoor.page(code).token();
		Map<SurveyQuestion, SurveyChoice> answers = Map.of(SurveyQuestion.PORTRAIT, choice(number, 8),
				SurveyQuestion.VALUE, choice(number + 3, 7), SurveyQuestion.PRICE, choice(number + 5, 3));
		String missing = switch (number) {
			case 7 -> "希望有本地线下活动";
			case 19 -> "简历能不能一对一改";
			case 28 -> "内容很好，就是消息太多看不过来";
			default -> "";
		};
		clock.callAt(opened.plusSeconds(SECONDS),
				() -> surveyDoor.answer(code, new SurveyForm(token, "", answers, missing, "demo-" + number)));
	}

	/** Of ten people so many say yes, and the others half so, half so. */
	private static SurveyChoice choice(int number, int yes) {
		if (number * 7 % 10 < yes) {
			return SurveyChoice.YES;
		}
		return (number % 2 == 0) ? SurveyChoice.PARTLY : SurveyChoice.NO;
	}

	private CommunityId community() {
		return communities.list(false, null, 1).items().get(0).id();
	}

}

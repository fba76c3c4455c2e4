package io.guildhall.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.HouseTest;
import io.guildhall.community.CommunityCard;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityPositioning;
import io.guildhall.community.CommunityService;
import io.guildhall.community.CommunityType;
import io.guildhall.community.PriceBand;
import io.guildhall.community.ProductFit;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Tenancy;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;
import lombok.RequiredArgsConstructor;

/** From the page that anybody can open to what stands beside the card. */
@HouseTest
@RequiredArgsConstructor
class SurveyModuleTests {

	private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

	private static final Map<String, String> YES = Map.of("PORTRAIT", "YES", "VALUE", "YES", "PRICE", "YES");

	private final SurveyService surveys;

	private final SurveyDoor door;

	private final CommunityService communities;

	private final CommunityPositioning positions;

	private final StaffFixtures staff;

	private final ScopedClock clock;

	private final MockMvcTester mvc;

	private Person boss;

	private CommunityId community;

	@BeforeEach
	void aCommunity() {
		boss = staff.found("Acme", "Asia/Shanghai", "CNY");
		community = as(() -> communities.create(card("晨读圈", "新手爸妈", "半夜也有人回答"))).id();
		as(() -> positions.change(community, null, new ProductFit(true, true, true, PriceBand.LOW), null));
	}

	@Test
	void peopleAnswerOnceForEachFormAndTheCardSaysWhatCameOfIt() {
		String code = as(() -> surveys.open(community)).code();
		assertThat(open(code)).contains("新手爸妈", "半夜也有人回答", "PRICE");
		String token = token(code);
		assertThat(send(code, token, YES)).hasStatus3xxRedirection();
		assertThat(send(code, token, YES)).as("the same form").hasStatus3xxRedirection();
		assertThat(
				send(code, token(code), Map.of("PORTRAIT", "NO", "VALUE", "PARTLY", "PRICE", "NO", "missing", "晚上的课")))
			.hasStatus3xxRedirection();
		assertThat(as(() -> surveys.get(community))).satisfies(survey -> {
			assertThat(survey.sample()).isEqualTo(2);
			assertThat(survey.current()).isTrue();
			assertThat(survey.tallies()).containsExactly(new SurveyTally(SurveyQuestion.PORTRAIT, 1, 0, 1),
					new SurveyTally(SurveyQuestion.VALUE, 1, 1, 0), new SurveyTally(SurveyQuestion.PRICE, 1, 0, 1));
			assertThat(survey.tallies()).extracting(SurveyTally::claim).containsOnlyNulls();
		});
		assertThat(as(() -> surveys.remarks(community, null)).items()).extracting(Remark::text).containsExactly("晚上的课");
		assertThat(page("/survey")).hasStatusOk().bodyText().contains("2 answers", "Below 30", "/p/survey/" + code);
		assertThat(page("/survey/remarks?lang=zh-CN")).hasStatusOk().bodyText().contains("晚上的课").doesNotContain("??");
		for (int i = 0; i < 30; i++) {
			Instant shown = clock.instant().minusSeconds(60);
			String form = token(code, shown);
			Map<SurveyQuestion, SurveyChoice> all = Map.of(SurveyQuestion.PORTRAIT, SurveyChoice.YES,
					SurveyQuestion.VALUE, SurveyChoice.YES, SurveyQuestion.PRICE, SurveyChoice.NO);
			String address = "192.0.2." + i;
			assertThat(door.answer(code, new SurveyForm(form, "", all, "", address)).state())
				.isEqualTo(SurveyAttempt.State.COUNTED);
		}
		assertThat(as(() -> surveys.get(community)).tallies()).extracting(SurveyTally::claim)
			.containsExactly(SurveyTally.Claim.MOST, SurveyTally.Claim.MOST, SurveyTally.Claim.FEW);
		assertThat(page("/survey")).bodyText().contains("More than half say yes", "%").doesNotContain("Below 30", "??");
	}

	@Test
	void aSurveyKeepsItsWordsAndAnotherOneAsksAboutOthers() {
		String code = as(() -> surveys.open(community)).code();
		assertThat(send(code, token(code), YES)).hasStatus3xxRedirection();
		as(() -> communities.change(community, card("晨读圈", "备孕的人", "半夜也有人回答"), null));
		assertThat(open(code)).contains("新手爸妈").doesNotContain("备孕的人");
		assertThat(as(() -> surveys.get(community)).current()).isFalse();
		String again = as(() -> surveys.open(community)).code();
		assertThat(again).isNotEqualTo(code);
		assertThat(as(() -> surveys.get(community)).sample()).isZero();
		assertThat(open(again)).contains("备孕的人");
		assertThat(open(code)).doesNotContain("name=\"token\"").contains("closed");
		as(() -> surveys.close(community));
		assertThat(send(again, "x", YES)).hasStatusOk().bodyText().contains("closed");
		as(() -> positions.change(community, null, ProductFit.OPEN, null));
		String third = as(() -> surveys.open(community)).code();
		assertThat(open(third)).as("no band, no price").doesNotContain("PRICE");
		assertThat(send(third, token(third), Map.of("PORTRAIT", "YES", "VALUE", "NO", "PRICE", "YES")))
			.hasStatus3xxRedirection();
		assertThat(as(() -> surveys.get(community)).tallies()).hasSize(2);
	}

	@Test
	void machinesAndMistakesDoNotCount() {
		String code = as(() -> surveys.open(community)).code();
		String token = token(code);
		assertThat(send(code, "AAAA" + token.substring(4), YES)).hasStatusOk().bodyText().contains("name=\"token\"");
		assertThat(send(code, token, Map.of("PORTRAIT", "YES", "VALUE", "YES", "PRICE", "YES", "website", "x")))
			.hasStatusOk();
		assertThat(send(code, token(code, clock.instant()), YES)).as("faster than anybody reads").hasStatusOk();
		assertThat(send(code, token, Map.of("PORTRAIT", "YES", "VALUE", "maybe", "missing", "keep this"))).hasStatusOk()
			.bodyText()
			.contains("choose an answer", "keep this");
		assertThat(send(code, token,
				Map.of("PORTRAIT", "YES", "VALUE", "YES", "PRICE", "YES", "missing", "长".repeat(501))))
			.hasStatusOk();
		assertThat(as(() -> surveys.get(community)).sample()).isZero();
		assertThat(as(() -> surveys.get(community)).refused()).isEqualTo(3);
		assertThat(page("/survey")).bodyText().contains("3 forms looked");
		for (String nothing : List.of("/p/survey/nothere9", "/p/survey/" + "x".repeat(5_000))) {
			assertThat(mvc.get().uri(nothing)).hasStatus(HttpStatus.NOT_FOUND);
			assertThat(mvc.post().uri(nothing)).hasStatus(HttpStatus.NOT_FOUND);
		}
	}

	@Test
	void whoMayDoWhat() {
		assertRefused("survey.none.yet", () -> surveys.get(community));
		CommunityId empty = as(() -> communities.create(card("二圈", "", ""))).id();
		assertRefused("survey.card.incomplete", () -> surveys.open(empty));
		Person host = staff.hired(boss, Role.OPERATOR);
		assertThatExceptionOfType(SurveyRefused.class).isThrownBy(() -> staff.as(host, () -> surveys.open(community)))
			.satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo("survey.own-groups"));
		Person stranger = staff.found();
		assertThatExceptionOfType(DomainException.class)
			.isThrownBy(() -> staff.as(stranger, () -> surveys.open(community)));
		assertThat(mvc.post().uri(path("/survey")).with(staff.login(boss)).with(csrf())).hasStatus3xxRedirection();
		String key = staff.apiKey(boss);
		for (String path : List.of("", "/remarks")) {
			assertThat(mvc.get()
				.uri("/api/v1/communities/" + community + "/survey" + path)
				.header("Authorization", "Bearer " + key)).hasStatusOk();
		}
		assertThat(mvc.post().uri(path("/survey/close")).with(staff.login(boss)).with(csrf()))
			.hasStatus3xxRedirection();
		assertThat(page("/survey?lang=zh-CN")).hasStatusOk().bodyText().contains("已结束").doesNotContain("??");
	}

	private static CommunityCard card(String name, String portrait, String value) {
		return new CommunityCard(name, EnumSet.of(CommunityType.KNOWLEDGE), "", "", value, portrait, "");
	}

	private String open(String code) {
		return text(mvc.get().uri("/p/survey/" + code).exchange());
	}

	/** Of a form that was shown a minute ago. */
	private String token(String code) {
		return token(code, clock.instant().minus(Duration.ofMinutes(1)));
	}

	private String token(String code, Instant shown) {
		Matcher token = TOKEN.matcher(clock.callAt(shown, () -> open(code)));
		assertThat(token.find()).isTrue();
		return token.group(1);
	}

	private MvcTestResult send(String code, String token, Map<String, String> typed) {
		var post = mvc.post().uri("/p/survey/" + code).param("token", token);
		typed.forEach(post::param);
		return post.exchange();
	}

	private MvcTestResult page(String below) {
		return mvc.get().uri(path(below)).with(staff.login(boss)).exchange();
	}

	private String path(String below) {
		return boss.path() + "/communities/" + community + below;
	}

	private static String text(MvcTestResult result) {
		try {
			return result.getResponse().getContentAsString();
		}
		catch (java.io.UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void assertRefused(String code, Tenancy.Work<?, RuntimeException> work) {
		assertThatExceptionOfType(DomainException.class).isThrownBy(() -> staff.as(boss, work))
			.satisfies(refusal -> assertThat(refusal.getCode()).isEqualTo(code));
	}

	private <T> T as(Tenancy.Work<T, RuntimeException> work) {
		return staff.as(boss, work);
	}

}

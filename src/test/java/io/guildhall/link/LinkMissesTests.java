package io.guildhall.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;

import io.guildhall.HouseTest;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberPages;
import io.guildhall.member.MemberService;
import io.guildhall.member.NewMember;
import io.guildhall.staff.AtTheDoors;
import io.guildhall.staff.StaffFixtures.Person;

/** Links of members that open nothing: counted for who tries them, and for the staff. */
@HouseTest
class LinkMissesTests extends AtTheDoors {

	@Autowired
	private MemberService members;

	@Autowired
	private MemberPages pages;

	@Test
	void forgedLinksOfOwnPagesAreCountedForTheStaffAndRightOnesAlwaysOpen() {
		String right = staff.as(ann, () -> {
			MemberId lin = members.add(NewMember.named("林晓"));
			return pages.make(lin);
		});
		String forged = right.substring(0, right.length() - 32) + "0".repeat(32);
		Telephone telephone = new Telephone(mvc, "203.0.113.1");
		assertThat(telephone.get(right.substring(0, right.length() - 1))).as("cut off").hasStatus(HttpStatus.NOT_FOUND);
		assertThat(telephone.post(forged, Map.of())).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(telephone.get(forged + "/benefits")).hasStatus(HttpStatus.NOT_FOUND);
		for (int i = 3; i < 30; i++) {
			assertThat(telephone.get(forged)).hasStatus(HttpStatus.NOT_FOUND);
		}
		assertThat(telephone.get(forged)).hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		assertThat(telephone.get(right)).as("from the same address").hasStatusOk();
		assertThat(new Telephone(mvc, "203.0.113.2").get(forged)).as("from another one")
			.hasStatus(HttpStatus.NOT_FOUND);
		assertThat(page("/settings")).hasStatusOk().bodyText().contains("/settings/link-misses");
		assertThat(page("/settings/link-misses")).hasStatusOk()
			.bodyText()
			.contains("Links of members&#39; own pages", "31 times", "Personal links of challenges", "not once")
			.doesNotContain("??");
		assertThat(api("/link-misses")).hasStatusOk().bodyJson().extractingPath("items").asArray().hasSize(2);
		assertThat(api("/link-misses")).bodyJson().extractingPath("items[1].kind").isEqualTo("own");
		assertThat(api("/link-misses")).bodyJson().extractingPath("items[1].misses").isEqualTo(31);
		Person stranger = staff.found();
		assertThat(mvc.get().uri(stranger.path() + "/settings/link-misses").with(staff.login(stranger))).hasStatusOk()
			.bodyText()
			.doesNotContain("31 times");
	}

	/**
	 * Each made-up name had a count, and a row, of its own: nobody who made up many had
	 * to wait, and they filled the table.
	 */
	@Test
	void whoMakesUpOrganizationsHasOneCountForAllOfThem() {
		for (String door : new String[] { "/p/me/", "/p/c/" }) {
			Telephone telephone = new Telephone(mvc, "203.0.113.3");
			for (int i = 0; i < 30; i++) {
				assertThat(telephone.get(door + "nowhere-" + i + "/" + "0".repeat(32))).hasStatus(HttpStatus.NOT_FOUND);
			}
			assertThat(telephone.get(door + "nowhere-30/" + "0".repeat(32))).hasStatus(HttpStatus.TOO_MANY_REQUESTS);
			assertThat(telephone.get(door + ann.slug() + "/" + "0".repeat(32))).as("no telling which ones there are")
				.hasStatus(HttpStatus.TOO_MANY_REQUESTS);
		}
		assertThat(api("/link-misses")).hasStatusOk()
			.bodyJson()
			.extractingPath("items[*].misses")
			.isEqualTo(List.of(0, 0));
	}

}

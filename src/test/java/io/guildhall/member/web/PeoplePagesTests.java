package io.guildhall.member.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import io.guildhall.HouseTest;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSource;
import io.guildhall.member.NewIdentity;
import io.guildhall.member.NewMember;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffFixtures;
import io.guildhall.staff.StaffFixtures.Person;

/**
 * The pages and the REST API of communities and members, with real services and roles.
 */
@HouseTest
class PeoplePagesTests {

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private StaffFixtures staff;

	@Autowired
	private CommunityService communities;

	@Autowired
	private GroupService groups;

	@Autowired
	private MemberService members;

	private Person ann;

	private Person bob;

	private CommunityId community;

	private GroupId group;

	private MemberId member;

	@BeforeEach
	void anOrganizationWithAMember() {
		ann = staff.found();
		bob = staff.hired(ann, Role.OPERATOR);
		community = staff.as(ann, () -> communities.create(CommunityFixtures.card("Readers"))).id();
		group = staff.as(ann, () -> groups.create(community, CommunityFixtures.terms("One", bob.accountId()))).id();
		member = staff.as(ann,
				() -> members.add(new NewMember("王小明", null, "上海", List.of(NewIdentity.phone("13800138000")),
						List.of("vip"), group, Instant.parse("2026-01-05T12:00:00Z"), MemberSource.HAND)));
	}

	@Test
	void showsEveryPageInBothLanguages() {
		for (String path : List.of("/communities", "/communities?archived=true", "/communities/new",
				"/communities/" + community, "/communities/" + community + "/edit", "/groups", "/groups?archived=true",
				"/groups/new?community=" + community, "/groups/" + group, "/groups/" + group + "/edit",
				"/groups/found?q=on", "/members", "/members?q=wxm&tag=vip&group=" + group + "&sort=NAME",
				"/members?q=nobody", "/members/new?group=" + group, "/members/" + member,
				"/members/" + member + "?edit=1", "/members/of-group/" + group, "/members/found?q=ming")) {
			for (String language : List.of("en", "zh-CN")) {
				assertThat(get(ann, path + (path.contains("?") ? "&" : "?") + "lang=" + language)).as(path)
					.hasStatusOk()
					.bodyText()
					.doesNotContain("??");
			}
		}
		assertThat(get(ann, "/members?q=wxm")).bodyText().contains("王小明", "One", "vip");
	}

	@Test
	void answersAFormWithItsSection() {
		assertThat(post(ann, "/members/" + member + "/tags", "tag", "tea")).hasStatusOk()
			.bodyText()
			.contains("id=\"tags\"", "tea")
			.doesNotContain("<html");
		assertThat(post(ann, "/members/" + member + "/identities", "kind", "PHONE", "value", "12")).hasStatusOk()
			.bodyText()
			.contains("role=\"alert\"", "This is no telephone number");
		assertThat(post(ann, "/members/" + member + "/notes", "body", "likes tea")).bodyText().contains("likes tea");
		assertThat(post(ann, "/members/" + member + "/groups/" + group + "/leave")).bodyText()
			.contains("id=\"groups\"");
		assertThat(post(ann, "/members/" + member + "/consent", "email", "GIVEN", "reason", "at the door")).bodyText()
			.contains("at the door");
		assertThat(post(ann, "/members/" + member, "displayName", "小明", "version", "0")).bodyText().contains("小明");
		assertThat(post(ann, "/members/" + member, "displayName", "大明", "version", "0")).bodyText()
			.contains("role=\"alert\"");
	}

	@Test
	void whatIsLeftOpenIsNotWrong() {
		assertThat(mvc.post()
			.uri(ann.path() + "/members")
			.with(staff.login(ann))
			.with(csrf())
			.param("displayName", "林小满")
			.param("group", "")
			.param("carrier", "")
			.param("joinedAt", "")).hasStatus3xxRedirection();
	}

	@Test
	void whatAListIsFilteredByBecomesASegment() {
		String rule = "match=ALL&p0.match=ALL&p0.t0.field=tag&p0.t0.is=ANY_OF&p0.t0.v=vip";
		assertThat(get(ann, "/members?tag=vip")).bodyText().contains("/segments/new?" + rule.replace("&", "&amp;"));
		assertThat(get(ann, "/segments/new?" + rule)).hasStatusOk().bodyText().contains("vip");
		for (String list : List.of("/members", "/members?q=vip", "/members?tag=vip&q=wang")) {
			assertThat(get(ann, list)).as(list).bodyText().doesNotContain("/segments/new?");
		}
	}

	@Test
	void masksContactsOnPagesInRestAndInExports() {
		for (String path : List.of("/members/" + member, "/members/export")) {
			assertThat(get(ann, path)).hasStatusOk().bodyText().contains("13800138000");
			assertThat(get(bob, path)).hasStatusOk().bodyText().contains("138••••8000").doesNotContain("13800138000");
		}
	}

	@Test
	void showsAnOperatorTheirGroupsOnly() {
		GroupId other = staff.as(ann, () -> groups.create(community, CommunityFixtures.terms("Two", null))).id();
		MemberId stranger = staff.as(ann, () -> members.add(NewMember.named("Stranger").in(other, null)));
		assertThat(get(bob, "/members")).bodyText().contains("王小明").doesNotContain("Stranger");
		assertThat(get(bob, "/members/" + stranger)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(get(bob, "/groups/" + other)).hasStatus(HttpStatus.NOT_FOUND);
		assertThat(get(bob, "/communities/new")).hasStatusOk();
	}

	@Test
	void isNotFoundByAnotherOrganization() {
		Person other = staff.found();
		for (String path : List.of("/members/" + member, "/groups/" + group, "/communities/" + community)) {
			assertThat(get(other, path)).as(path).hasStatus(HttpStatus.NOT_FOUND);
		}
		assertThat(rest(other, "/members/" + member)).hasStatus(HttpStatus.NOT_FOUND);
	}

	@Test
	void isThereForPrograms() {
		String key = staff.apiKey(ann);
		assertThat(rest(ann, "/members?q=wxm")).hasStatusOk().bodyText().contains("王小明");
		assertThat(rest(ann, "/members/" + member)).hasStatusOk().hasHeader("ETag", "\"0\"");
		assertThat(rest(ann, "/groups/" + group)).hasStatusOk().hasHeader("ETag", "\"0\"");
		assertThat(mvc.post()
			.uri("/api/v1/members")
			.header("Authorization", "Bearer " + key)
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"displayName\": \"Ann\", \"phone\": \"13800138000\"}")).hasStatus(HttpStatus.CONFLICT)
			.bodyText()
			.contains("member.identity-taken");
		assertThat(mvc.put()
			.uri("/api/v1/communities/" + community)
			.header("Authorization", "Bearer " + key)
			.header("If-Match", "\"7\"")
			.contentType(MediaType.APPLICATION_JSON)
			.content("{\"name\": \"Writers\", \"types\": [\"INTEREST\"]}")).hasStatus(HttpStatus.CONFLICT);
		assertThat(rest(ann, "/members?after=nonsense")).hasStatus(HttpStatus.UNPROCESSABLE_CONTENT);
	}

	private MvcTestResult get(Person person, String path) {
		return mvc.get().uri(person.path() + path).with(staff.login(person)).exchange();
	}

	private MvcTestResult post(Person person, String path, String... fields) {
		var request = mvc.post()
			.uri(person.path() + path)
			.with(staff.login(person))
			.with(csrf())
			.header("HX-Request", "true");
		for (int i = 0; i < fields.length; i += 2) {
			request = request.param(fields[i], fields[i + 1]);
		}
		return request.exchange();
	}

	private MvcTestResult rest(Person person, String path) {
		return mvc.get().uri("/api/v1" + path).header("Authorization", "Bearer " + staff.apiKey(person)).exchange();
	}

}

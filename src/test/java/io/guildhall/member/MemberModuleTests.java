package io.guildhall.member;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.ObjectOptimisticLockingFailureException;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.HouseTest;
import io.guildhall.TestDatabase;
import io.guildhall.community.Carrier;
import io.guildhall.community.CommunityFixtures;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupFigures.Figures;
import io.guildhall.community.GroupId;
import io.guildhall.community.GroupService;
import io.guildhall.member.MemberListing.Sort;
import io.guildhall.organization.OrganizationFixtures;
import io.guildhall.shared.Actor;
import io.guildhall.shared.Ids;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.ScopedClock;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy.Work;
import lombok.RequiredArgsConstructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@HouseTest
@RequiredArgsConstructor
class MemberModuleTests {

	private static final Instant JANUARY = Instant.parse("2026-01-05T12:00:00Z");

	private static final Instant FEBRUARY = Instant.parse("2026-02-05T20:00:00Z");

	private final ScopedClock clock;

	private final OrganizationFixtures organizations;

	private final CommunityService communities;

	private final GroupService groups;

	private final MemberService members;

	private final MemberListing listing;

	private final MemberTagging tagging;

	private final MemberIdentities identities;

	private final MemberNotes notes;

	private final MemberPages pages;

	private final MemberConsents consents;

	private final MemberInviters inviters;

	private final MemberTimeline timeline;

	private final MembersOfGroups stays;

	private final GroupRuns runs;

	private final Audiences audiences;

	private final MemberImporting importing;

	private final OnBehalf onBehalf;

	private final TransactionTemplate transaction;

	private final JdbcClient jdbc;

	private final UUID host = Ids.next();

	private UUID acme = Ids.next();

	private UUID globex = Ids.next();

	private GroupId one = CommunityFixtures.groupId();

	private GroupId two = CommunityFixtures.groupId();

	@BeforeEach
	void anOrganizationWithTwoGroups() {
		acme = organizations.found("Acme");
		globex = organizations.found("Globex");
		var community = asOwner(() -> communities.create(CommunityFixtures.card("Readers"))).id();
		one = asOperator(() -> groups.create(community, CommunityFixtures.terms("One", null))).id();
		two = asOwner(() -> groups.create(community, CommunityFixtures.terms("Two", null))).id();
	}

	@Test
	void addsAMemberWithAllThatBelongsToIt() {
		MemberId ann = asOwner(() -> members
			.add(new NewMember("王小明", "Wang", "上海", List.of(NewIdentity.handle(Carrier.TELEGRAM, "@Ann"), phone()),
					List.of("VIP", "VIP"), one, JANUARY, MemberSource.HAND)));
		MemberDetails details = asOwner(() -> members.get(ann));
		assertThat(details.displayName()).isEqualTo("王小明");
		assertThat(details.joinedAt()).isEqualTo(JANUARY);
		assertThat(details.tags()).containsExactly("VIP");
		assertThat(details.identities()).extracting(Identity::value).containsExactly("@Ann", "13800138000");
		assertThat(asOwner(() -> stays.of(ann))).containsExactly(new Stay(ann, one, JANUARY, null));
	}

	@Test
	void findsThemByNameReadingInitialsHandleAndWholePhone() {
		MemberId ming = add(NewMember.named("王小明").with(NewIdentity.handle(Carrier.WECHAT, "dragon_88"), phone()));
		add(NewMember.named("Bob Dragonfly"));
		for (String query : List.of("小明", "明", "wangxiao", "xiaoming", "wxm", "DRAGON_8", "88", "138 0013 8000")) {
			assertThat(names(query)).as(query).containsExactly("王小明");
		}
		assertThat(names("dragon")).containsExactlyInAnyOrder("王小明", "Bob Dragonfly");
		assertThat(names("dragon bob")).containsExactly("Bob Dragonfly");
		assertThat(names("1380013")).isEmpty();
		assertThat(names("🌸")).isEmpty();
		asOwner(() -> members.edit(ming, new Profile("李雷", "", "", null), null));
		assertThat(names("小明")).isEmpty();
		assertThat(names("lilei")).containsExactly("李雷");
	}

	@Test
	void givesAnIdentityToOneMemberOnly() {
		MemberId ann = add(NewMember.named("Ann").with(phone()));
		assertThatExceptionOfType(MemberRefused.class).isThrownBy(() -> add(NewMember.named("Bob").with(phone())))
			.satisfies(refused -> assertThat(refused.getCode()).isEqualTo("member.identity-taken"));
		MemberId bob = add(NewMember.named("Bob"));
		assertThatExceptionOfType(MemberRefused.class).isThrownBy(() -> asOwner(() -> {
			identities.add(bob, NewIdentity.phone("+86 138-0013-8000"));
			return bob;
		}));
		asOwner(() -> {
			identities.remove(ann, identities(ann).get(0).id());
			identities.add(bob, phone());
			return bob;
		});
		assertThat(names("13800138000")).containsExactly("Bob");
	}

	@Test
	void takesARenameForAnIdentityOrForASuggestionAndMergesNobody() {
		MemberId ann = add(NewMember.named("Ann").with(name("Ann")));
		MemberId bob = add(NewMember.named("Bob").with(name("Bob")));
		assertThat(asOwner(() -> identities.rename(ann, name("Annie")))).isEqualTo(MemberIdentities.Renaming.ADDED);
		assertThat(asOwner(() -> identities.rename(ann, name("Ann")))).isEqualTo(MemberIdentities.Renaming.KNOWN);
		assertThat(asOwner(() -> identities.rename(ann, name("Bob")))).isEqualTo(MemberIdentities.Renaming.SUGGESTED);
		assertThat(identities(bob)).hasSize(1);
		assertThat(names("annie")).containsExactly("Ann");
		assertThat(in(() -> jdbc.sql("select count(*) from member_suggestions").query(Long.class).single())).isOne();
	}

	@Test
	void masksContactsForWhoMayNotSeeThem() {
		MemberId ann = add(NewMember.named("Ann").with(phone(), NewIdentity.email("ann@example.com")).in(one, null));
		MemberDetails seen = asOperator(() -> members.get(ann));
		assertThat(seen.identities()).extracting(Identity::value).containsExactly("a••••@example.com", "138••••8000");
		assertThat(seen.identities()).allMatch(Identity::masked);
	}

	@Test
	void limitsAnOperatorToMembersOfTheirGroups() {
		MemberId hers = add(NewMember.named("Hers").in(one, JANUARY));
		MemberId others = add(NewMember.named("Others").in(two, JANUARY));
		assertThat(asOperator(() -> listing.list(MemberFilter.ALL, Sort.NAME, null, 10)).items())
			.extracting(MemberRow::id)
			.containsExactly(hers);
		assertThat(asOperator(() -> listing.search("others", 10))).isEmpty();
		assertThat(asOperator(() -> audiences.count(Audience.all()))).isOne();
		assertThatExceptionOfType(MemberRefused.class).isThrownBy(() -> asOperator(() -> members.get(others)));
		assertThatExceptionOfType(MemberRefused.class)
			.isThrownBy(() -> asOperator(() -> members.add(NewMember.named("Nowhere"))))
			.satisfies(refused -> assertThat(refused.getCode()).isEqualTo("member.group-needed"));
		assertThat(asOperator(() -> tagging.tag(MemberFilter.ALL, "mine"))).isOne();
		assertThat(asOwner(() -> members.get(others)).tags()).isEmpty();
	}

	@Test
	void listsByNameAndByJoiningAStretchAtATime() {
		for (String name : List.of("张三", "Bob", "阿青", "李四")) {
			add(NewMember.named(name));
		}
		assertThat(all(MemberFilter.ALL, Sort.NAME)).containsExactly("阿青", "Bob", "李四", "张三");
		assertThat(all(MemberFilter.ALL, Sort.JOINED)).containsExactly("李四", "阿青", "Bob", "张三");
		assertThat(all(new MemberFilter("a", Map.of(), List.of()), Sort.NAME)).containsExactly("阿青");
	}

	@Test
	void filtersByGroupTagAndContact() {
		MemberId ann = add(NewMember.named("Ann").in(one, JANUARY));
		MemberId bob = add(NewMember.named("Bob").in(two, JANUARY));
		asOwner(() -> tagging.tag(MemberFilter.of(List.of(ann, bob)), "vip"));
		asOwner(() -> {
			consents.say(bob, Consent.UNKNOWN, true, "said so");
			return bob;
		});
		assertThat(all(filter(Map.of("group", one.toString())), Sort.NAME)).containsExactly("Ann");
		assertThat(all(filter(Map.of("tag", "vip")), Sort.NAME)).containsExactly("Ann", "Bob");
		assertThat(all(filter(Map.of("tag", "vip", "contact", "yes")), Sort.NAME)).containsExactly("Ann");
		assertThat(asOwner(() -> tagging.untag(filter(Map.of("contact", "no")), "vip"))).isOne();
		assertThat(all(filter(Map.of("tag", "vip")), Sort.NAME)).containsExactly("Ann");
		assertThatExceptionOfType(MemberRefused.class).isThrownBy(() -> all(filter(Map.of("height", "1")), Sort.NAME));
		assertThatExceptionOfType(MemberRefused.class).isThrownBy(() -> all(filter(Map.of("group", "x")), Sort.NAME));
		assertThat(asOwner(() -> audiences.count(Audience.ofTag("vip")))).isOne();
		assertThat(asOwner(() -> audiences.describe(Audience.ofGroup(one.id()), Locale.ENGLISH)))
			.isEqualTo("Group: One");
	}

	@Test
	void tellsWhatHappenedTheLatestFirstAStretchAtATime() {
		MemberId ann = add(NewMember.named("Ann").in(one, JANUARY));
		asOwner(() -> {
			consents.say(ann, ConsentWord.said(Map.of(ContactChannel.EMAIL, Consent.GIVEN), true, "at the door"));
			tagging.tag(MemberFilter.of(List.of(ann)), "vip");
			return notes.write(ann, "likes tea");
		});
		List<TimelineEntry> all = asOwner(() -> timeline.of(ann, null, null, 50)).items();
		assertThat(all).extracting(TimelineEntry::kind)
			.containsExactlyInAnyOrder("groups", "consent", "consent", "tags", "notes");
		assertThat(all).isSortedAccordingTo(Comparator.comparing(TimelineEntry::at).reversed());
		assertThat(all.get(all.size() - 1)).returns("member.timeline.joined", TimelineEntry::text)
			.returns("One", TimelineEntry::word)
			.returns("/groups/" + one, TimelineEntry::link)
			.returns(JANUARY, TimelineEntry::at);
		List<TimelineEntry> pieces = new ArrayList<>();
		String after = null;
		do {
			String from = after;
			Slice<TimelineEntry> piece = asOwner(() -> timeline.of(ann, null, from, 2));
			pieces.addAll(piece.items());
			after = piece.next();
		}
		while (after != null);
		assertThat(pieces).isEqualTo(all);
		assertThat(asOwner(() -> timeline.of(ann, "notes", null, 50)).items()).singleElement()
			.returns("likes tea", TimelineEntry::word);
		assertThatExceptionOfType(MemberRefused.class)
			.isThrownBy(() -> asOwner(() -> timeline.of(ann, "weather", null, 50)));
		assertThatExceptionOfType(Slice.CursorRefused.class)
			.isThrownBy(() -> asOwner(() -> timeline.of(ann, null, "abc", 50)));
		asOwner(() -> {
			members.erase(ann);
			return ann;
		});
		assertThat(asOwner(() -> timeline.of(ann, null, null, 50)).items()).extracting(TimelineEntry::word)
			.doesNotContain("likes tea", "vip", "at the door");
	}

	@Test
	void knowsWhoInvitedWhom() {
		MemberId ann = add(NewMember.named("Ann"));
		MemberId bob = add(NewMember.named("Bob").invitedBy(ann));
		MemberId cat = add(NewMember.named("Cat"));
		asOwner(() -> {
			inviters.set(cat, bob);
			return cat;
		});
		assertThat(asOwner(() -> inviters.of(cat))).hasValueSatisfying(inviter -> {
			assertThat(inviter.inviter()).extracting(MemberSummary::displayName).isEqualTo("Bob");
			assertThat(inviter.source()).isEqualTo(InviteSource.STAFF);
		});
		assertThat(asOwner(() -> inviters.invitedBy(ann, null, 10)).items()).extracting(one -> one.member().id())
			.containsExactly(bob);
		assertThatExceptionOfType(MemberRefused.class).isThrownBy(() -> asOwner(() -> {
			inviters.set(ann, cat);
			return ann;
		})).returns("member.invites-in-circle", MemberRefused::getCode);
		assertThat(all(filter(Map.of("inviter", "somebody")), Sort.NAME)).containsExactly("Bob", "Cat");
		assertThat(all(filter(Map.of("inviter", "nobody")), Sort.NAME)).containsExactly("Ann");
		assertThat(all(filter(Map.of("inviter", bob.toString())), Sort.NAME)).containsExactly("Cat");
		asOwner(() -> {
			members.erase(bob);
			return bob;
		});
		assertThat(asOwner(() -> inviters.of(cat))).hasValueSatisfying(
				inviter -> assertThat(inviter.inviter()).extracting(MemberSummary::erased).isEqualTo(true));
		asOwner(() -> {
			inviters.set(cat, null);
			return cat;
		});
		assertThat(asOwner(() -> inviters.of(cat))).isEmpty();
	}

	@Test
	void filtersByWhatWasSaidOfAChannelAndByWhetherItIsOpen() {
		MemberId ann = add(NewMember.named("Ann"));
		MemberId bob = add(NewMember.named("Bob"));
		add(NewMember.named("Cat"));
		asOwner(() -> {
			consents.say(ann, ConsentWord.said(Map.of(ContactChannel.EMAIL, Consent.GIVEN), null, "at the door"));
			consents.say(bob, ConsentWord.said(Map.of(ContactChannel.EMAIL, Consent.WITHDRAWN), null, ""));
			return ann;
		});
		assertThat(all(filter(Map.of("consent", "EMAIL.GIVEN")), Sort.NAME)).containsExactly("Ann");
		assertThat(all(filter(Map.of("consent", "EMAIL.UNKNOWN")), Sort.NAME)).containsExactly("Cat");
		assertThat(all(filter(Map.of("contact", "EMAIL")), Sort.NAME)).containsExactly("Ann", "Cat");
		assertThat(all(filter(Map.of("contact", "SMS")), Sort.NAME)).containsExactly("Ann", "Bob", "Cat");
		assertThat(all(filter(Map.of("contact", "no")), Sort.NAME)).isEmpty();
		assertThatExceptionOfType(MemberRefused.class)
			.isThrownBy(() -> all(filter(Map.of("consent", "FAX.GIVEN")), Sort.NAME));
		assertThat(asOwner(() -> consents.of(ann))).singleElement().satisfies(said -> {
			assertThat(said.channel()).isEqualTo(ContactChannel.EMAIL);
			assertThat(said.source()).isEqualTo(ConsentSource.STAFF);
			assertThat(said.reason()).isEqualTo("at the door");
			assertThat(said.doNotContact()).isNull();
		});
		asOwner(() -> {
			members.erase(ann);
			return ann;
		});
		assertThat(asOwner(() -> members.get(ann)).contact()).isEqualTo(Consents.ofErased());
		assertThat(asOwner(() -> consents.of(ann))).singleElement().returns("", ConsentChange::reason);
	}

	@Test
	void knowsWhoIsInAGroupAndSinceWhen() {
		MemberId ann = add(NewMember.named("Ann"));
		asOwner(() -> {
			stays.joined(ann, one, FEBRUARY);
			stays.joined(ann, one, JANUARY);
			return ann;
		});
		assertThat(asOwner(() -> stays.of(ann))).containsExactly(new Stay(ann, one, JANUARY, null));
		assertThat(asOwner(() -> members.get(ann)).joinedAt()).isEqualTo(JANUARY);
		assertThatExceptionOfType(MemberRefused.class).isThrownBy(() -> asOwner(() -> {
			stays.left(ann, two, FEBRUARY);
			return ann;
		}));
		asOwner(() -> {
			stays.left(ann, one, FEBRUARY);
			return ann;
		});
		assertThat(asOwner(() -> stays.of(List.of(one)))).containsEntry(one, new Figures(0, 0, 0));
		assertThat(joins(ann)).isEqualTo(RunStep.Did.DONE);
		assertThat(joins(ann)).isEqualTo(RunStep.Did.NOTHING);
		assertThat(asOwner(() -> stays.of(List.of(one)))).containsEntry(one, new Figures(1, 1, 0));
	}

	private RunStep.Did joins(MemberId member) {
		return asOwner(() -> Objects.requireNonNull(
				transaction.execute(status -> runs.join(Ids.next(), one, clock.instant(), List.of(member)).get(0))))
			.did();
	}

	@Test
	void thePageOfWhoWasMergedIsClosedWithThatOfTheSurvivor() {
		MemberId ann = add(NewMember.named("Ann"));
		MemberId anna = add(NewMember.named("Anna"));
		String path = asOwner(() -> pages.make(anna));
		String token = path.substring(path.lastIndexOf('/') + 1);
		in(() -> jdbc.sql("update members set state = 'MERGED', merged_into = ? where organization_id = ? and id = ?")
			.param(ann.id())
			.param(acme)
			.param(anna.id())
			.update());
		assertThat(asOwner(() -> pages.behind(token))).contains(ann);
		assertThat(asOwner(() -> pages.path(ann))).contains(path);
		assertThat(asOwner(() -> pages.make(ann))).as("one is enough").isEqualTo(path);
		asOwner(() -> {
			pages.close(ann);
			return ann;
		});
		assertThat(asOwner(() -> pages.behind(token))).isEmpty();
		assertThat(asOwner(() -> pages.path(ann))).isEmpty();
	}

	@Test
	void erasesThePersonAndKeepsTheId() {
		MemberId ann = add(NewMember.named("Ann").with(phone()).in(one, JANUARY));
		asOwner(() -> notes.write(ann, "likes tea"));
		asOwner(() -> {
			members.erase(ann);
			return ann;
		});
		MemberDetails erased = asOwner(() -> members.get(ann));
		assertThat(erased.displayName()).startsWith("∅ ");
		assertThat(erased.erased()).isTrue();
		assertThat(erased.identities()).isEmpty();
		assertThat(asOwner(() -> notes.of(ann))).isEmpty();
		assertThat(names("ann")).isEmpty();
		assertThat(all(MemberFilter.ALL, Sort.NAME)).isEmpty();
		assertThat(asOwner(() -> audiences.count(Audience.all()))).isZero();
		assertThat(add(NewMember.named("Ann again").with(phone()))).isNotEqualTo(ann);
		assertThatExceptionOfType(MemberRefused.class).isThrownBy(() -> asOwner(() -> notes.write(ann, "more")));
	}

	@Test
	void writesOnlyOverTheVersionThatWasRead() {
		MemberId ann = add(NewMember.named("Ann"));
		long version = asOwner(() -> members.get(ann)).version();
		asOwner(() -> members.edit(ann, new Profile("Anna", "", "", null), version));
		assertThatExceptionOfType(ObjectOptimisticLockingFailureException.class)
			.isThrownBy(() -> asOwner(() -> members.edit(ann, new Profile("Anne", "", "", null), version)));
	}

	@Test
	void isInvisibleToOthers() {
		MemberId ann = add(NewMember.named("Ann").with(phone()));
		assertThatExceptionOfType(MemberRefused.class)
			.isThrownBy(() -> onBehalf.ofSystem(globex, () -> members.get(ann)));
		assertThat(onBehalf.ofSystem(globex, () -> members.summaries(List.of(ann)))).isEmpty();
		assertThat(onBehalf.ofSystem(globex, () -> listing.search("ann", 10))).isEmpty();
		assertThat(onBehalf.ofSystem(globex, () -> members.add(NewMember.named("Ann").with(phone())))).isNotNull();
	}

	@Test
	void importsRowsOnceHoweverOften() {
		MemberId known = add(NewMember.named("Known").with(phone()));
		UUID run = Ids.next();
		for (int attempt = 0; attempt < 2; attempt++) {
			boolean first = attempt == 0;
			importRows(run,
					"""
							(1, 'TELEGRAM', 'ID', 'u1', null, 'Ann', null, 'ann@example.com', '2026-01-05T12:00:00Z', null, 'vip;new'),
							(2, 'TELEGRAM', 'ID', 'u2', null, 'Bob', '13800138000', null, null, null, null),
							(3, 'TELEGRAM', 'ID', 'u1', null, 'Ann again', null, null, '2026-02-05T12:00:00Z', null, null),
							(4, 'OTHER', null, null, null, 'Bad', '12', null, null, null, null),
							(5, 'OTHER', null, null, null, 'Masked', '138••••8000', null, null, null, null),
							(6, 'TELEGRAM', 'ID', 'u3', null, '=cmd', null, null, '2026-01-07T12:00:00Z', '2026-02-07T12:00:00Z', '')
							""",
					outcomes -> assertThat(outcomes).containsExactly(first ? "NEW" : "KNOWN", "KNOWN", "KNOWN",
							"member.identity.PHONE", "member.no-identity", first ? "NEW" : "KNOWN"));
			assertThat(all(MemberFilter.ALL, Sort.NAME)).containsExactly("Ann", "=cmd", "Known");
			assertThat(names("ann@example.com")).containsExactly("Ann");
			assertThat(identities(known)).extracting(Identity::value).containsExactly("u2", "13800138000");
			assertThat(all(filter(Map.of("tag", "vip")), Sort.NAME)).containsExactly("Ann");
			assertThat(all(filter(Map.of("group", one.toString())), Sort.NAME)).containsExactly("Ann");
			assertThat(asOwner(() -> stays.of(List.of(one))).values()).extracting(Figures::members).containsExactly(1L);
		}
		MemberId ann = asOwner(() -> listing.search("ann", 1)).get(0).id();
		assertThat(asOwner(() -> members.get(ann)).joinedAt()).isEqualTo(JANUARY);
	}

	@Test
	void findsByTheNameInAGroupWhomItsChatKnowsByAnId() {
		importRows(Ids.next(), """
				(1, 'TELEGRAM', 'ID', 'u1', null, '安然', null, null, '2026-01-05T12:00:00Z', null, null),
				(2, 'TELEGRAM', 'ID', 'u2', null, 'Bob', null, null, '2026-01-05T12:00:00Z', null, null),
				(3, 'TELEGRAM', 'ID', 'u3', null, 'Bob', null, null, '2026-01-05T12:00:00Z', null, null)
				""", outcomes -> assertThat(outcomes).containsExactly("NEW", "NEW", "NEW"));
		importRows(Ids.next(), """
				(1, 'TELEGRAM', 'NAME', '安然', null, '安然', null, null, null, null, null),
				(2, 'TELEGRAM', 'NAME', 'Bob', null, 'Bob', null, null, null, null, null),
				(3, 'QQ', 'NAME', '安然', null, '安然', null, null, null, null, null)
				""", outcomes -> assertThat(outcomes).as("two Bobs, and somebody of another carrier")
			.containsExactly("KNOWN", "NEW", "NEW"));
	}

	@Test
	void takesAnImportBackButForWhatLaterFactsHangOn() {
		MemberId known = add(NewMember.named("Known").with(phone()));
		UUID run = Ids.next();
		importRows(run, """
				(1, 'TELEGRAM', 'ID', 'u1', null, 'Ann', null, null, '2026-01-05T12:00:00Z', null, null),
				(2, 'TELEGRAM', 'HANDLE', 'known_handle', null, 'K', '13800138000', null, null, null, null),
				(3, 'TELEGRAM', 'ID', 'u3', null, 'Carl', null, null, '2026-01-05T12:00:00Z', null, 'vip')
				""", outcomes -> assertThat(outcomes).containsExactly("NEW", "KNOWN", "NEW"));
		assertThat(names("known_handle")).containsExactly("Known");
		MemberId ann = asOwner(() -> listing.search("ann", 1)).get(0).id();
		asOwner(() -> notes.write(ann, "bought tea"));
		UndoReport report = in(() -> importing.undo(run));
		assertThat(report.removed()).isOne();
		assertThat(report.kept()).containsExactly(new UndoReport.Kept(ann, "Ann", "member.kept.note"));
		assertThat(all(MemberFilter.ALL, Sort.NAME)).containsExactly("Ann", "Known");
		assertThat(names("known_handle")).isEmpty();
		assertThat(names("13800138000")).containsExactly("Known");
		assertThat(identities(known)).hasSize(1);
		assertThat(asOwner(() -> stays.of(ann))).isEmpty();
	}

	@Test
	void readsAStretchOfManyByItsIndexWithoutSorting() {
		UUID run = Ids.next();
		in(() -> {
			staging();
			jdbc.sql("""
					insert into people (ordinal, carrier, identity_kind, identity_value, name, group_id)
					select n, 'TELEGRAM', 'ID', 'u' || n, chr(19968 + n %% 3000) || chr(20100 + n %% 700) || n, '%s'
					from generate_series(1, 6000) n
					""".formatted(one)).update();
			assertThat(importing.resolve(run, "people").members()).isEqualTo(6000);
			return run;
		});
		JdbcClient.create(TestDatabase.asOwner()).sql("analyze members, member_tokens, member_stays").update();
		Slice<MemberRow> first = asOwner(() -> listing.list(MemberFilter.ALL, Sort.NAME, null, 50));
		assertThat(first.items()).hasSize(50);
		for (Sort sort : Sort.values()) {
			assertThat(
					plan("select m.id from members m where m.organization_id = '%s' and m.state = 'ACTIVE' %s limit 51"
						.formatted(acme, (sort == Sort.NAME)
								? "and (m.sort_key, m.id) > ('b', '00000000-0000-0000-0000-000000000000') order by m.sort_key, m.id"
								: "and (m.joined_at, m.id) < (now(), '00000000-0000-0000-0000-000000000000') order by m.joined_at desc, m.id desc")))
				.contains("Index")
				.contains((sort == Sort.NAME) ? "members_by_name" : "members_by_joined")
				.doesNotContain("Seq Scan on members", "Sort");
		}
		assertThat(plan("""
				select m.id from member_tokens found
				join members m on m.organization_id = found.organization_id and m.id = found.member_id
				where found.organization_id = '%1$s' and found.token = '一' and m.organization_id = '%1$s'
				and m.state = 'ACTIVE' order by found.token, found.member_id limit 51
				""".formatted(acme))).contains("member_tokens_key").doesNotContain("Seq Scan on member");
	}

	private String plan(String sql) {
		return in(() -> String.join("\n", jdbc.sql("explain " + sql).query(String.class).list()));
	}

	private void importRows(UUID run, String rows, java.util.function.Consumer<List<String>> outcomes) {
		in(() -> {
			staging();
			jdbc.sql("""
					insert into people (ordinal, carrier, identity_kind, identity_value, group_id, name, phone, email,
						joined_at, left_at, tags)
					select o, c, k, v, '%s', n, p, e, cast(j as timestamptz), cast(l as timestamptz), t
					from (values %s) as given (o, c, k, v, g, n, p, e, j, l, t)
					""".formatted(one, rows)).update();
			importing.resolve(run, "people");
			importing.stay(run, "people");
			outcomes.accept(jdbc.sql("select outcome from people order by ordinal").query(String.class).list());
			return run;
		});
	}

	private void staging() {
		jdbc.sql(
				"""
						create temp table people (ordinal int, carrier text, identity_kind text, identity_value text, group_id uuid,
							name text, phone text, email text, joined_at timestamptz, left_at timestamptz, member_id uuid,
							outcome text, tags text) on commit drop
						""")
			.update();
	}

	private List<String> names(String query) {
		return asOwner(() -> listing.search(query, 10)).stream().map(MemberSummary::displayName).toList();
	}

	private List<String> all(MemberFilter filter, Sort sort) {
		java.util.List<String> names = new java.util.ArrayList<>();
		String after = null;
		do {
			String from = after;
			Slice<MemberRow> slice = asOwner(() -> listing.list(filter, sort, from, 2));
			slice.items().forEach(row -> names.add(row.displayName()));
			after = slice.next();
		}
		while (after != null);
		return names;
	}

	private static MemberFilter filter(Map<String, String> fields) {
		return new MemberFilter(null, fields, List.of());
	}

	private List<Identity> identities(MemberId member) {
		return asOwner(() -> members.get(member)).identities();
	}

	private MemberId add(NewMember member) {
		return asOwner(() -> members.add(member));
	}

	private NewIdentity name(String name) {
		return new NewIdentity(Carrier.QQ, IdentityKind.NAME, name, one);
	}

	private static NewIdentity phone() {
		return NewIdentity.phone("13800138000");
	}

	private <T> T in(Work<T, RuntimeException> work) {
		return asOwner(() -> transaction.execute(status -> work.run()));
	}

	private <T> T asOwner(Work<T, RuntimeException> work) {
		return onBehalf.ofSystem(acme, work);
	}

	private <T> T asOperator(Work<T, RuntimeException> work) {
		Set<Permission> permissions = EnumSet
			.complementOf(EnumSet.of(Permission.CONTACT_READ, Permission.MEMBER_ERASE));
		return onBehalf.of(new Actor(Actor.Kind.STAFF, host, "Hanna", null), permissions, true, acme, work);
	}

}

package io.guildhall.journey;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.guildhall.TestDatabase;
import lombok.RequiredArgsConstructor;

/**
 * Forms in which what is known of people and groups is changed, and lists that stand
 * behind other pages: all of what the walk through the house made before.
 */
@RequiredArgsConstructor
class PeopleForms {

	private static final String SECOND = "晨读二群";

	private final JdbcClient owner = JdbcClient
		.create(TestDatabase.asOwnerOf(TestDatabase.url(WholeApplication.DATABASE)));

	private final Visitor visitor;

	private final String home;

	/** Walks all of them. */
	void look() {
		changed("/communities", "晨读圈", "community-edit");
		visitor.open(visitor.path().replace("/edit", "/position/edit")).look("position-edit");
		changed("/groups", SmallWorld.GROUP, "group-edit");
		changed("/challenges", "每天十页", "challenge-edit");
		visitor.open(home + "/channels").look("channels");
		changed("/channels", "地铁海报", "channel-edit");
		visitor.open(home + "/channels/ladder").look("channels-ladder");
		visitor.open(home + "/members/new").look("member-new");
		visitor.open(home + "/tags/edit?tag=老友").look("tag-edit");
		visitor.open(home + "/card-batches").look("card-batches");
		visitor.open(home + "/card-batches/new").look("card-new");
		visitor.open(home + "/bulk-actions").look("bulk-actions");
		visitor.open(home + "/points/rules").followText("一元一分").look("points-rule");
		visitor.open(home + "/violations").look("violations");
		visitor.open(home + "/challenges").look("challenges");
		imported();
		pair();
	}

	private void changed(String list, String name, String look) {
		visitor.open(home + list).followText(name);
		visitor.open(visitor.path() + "/edit").look(look);
	}

	private void imported() {
		visitor.open(home + "/imports");
		visitor.main().locator("tbody a").last().click();
		String first = visitor.settled().path();
		visitor.open(first + "/members").look("import-members");
		visitor.open(first + "/problems").look("import-problems");
	}

	/** Some of one group sit in another one too. */
	private void pair() {
		visitor.open(home + "/communities").followText("晨读圈").follow("community.group.new");
		visitor.write("name", SECOND)
			.choose("carrier", "TELEGRAM")
			.choose("stage", "CONVERSION")
			.write("capacity", 200)
			.press("community.group.create");
		String second = last(visitor.path());
		UUID organization = owner.sql("select id from organizations where slug = ?")
			.param(last(home))
			.query(UUID.class)
			.single();
		List<UUID> first = owner.sql("select id from community_groups where organization_id = ? and name = ?")
			.params(organization, SmallWorld.GROUP)
			.query(UUID.class)
			.list();
		owner
			.sql("""
					insert into member_stays (organization_id, id, member_id, group_id, joined_at, joined_day)
					select organization_id, gen_random_uuid(), member_id, cast(? as uuid), joined_at, joined_day
					from member_stays where organization_id = ? and group_id = ? and left_at is null order by member_id limit 7
					""")
			.params(second, organization, first.get(0))
			.update();
		visitor.open(home + "/health").press("health.count").untilDone();
		visitor.open(home + "/overlaps").look("overlaps-of-two");
		visitor.follow("health.overlaps.look").look("overlap-pair");
		visitor.open(home + "/groups/" + second + "/merge?into=" + first.get(0))
			.press("health.merge.do", SECOND, SmallWorld.GROUP)
			.look("group-merged");
		visitor.open(home + "/groups/" + second).press("health.merge.undo");
	}

	private static String last(String path) {
		return path.substring(path.lastIndexOf('/') + 1);
	}

}

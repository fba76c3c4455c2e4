package io.guildhall.journey;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import javax.imageio.ImageIO;

import org.springframework.jdbc.core.simple.JdbcClient;

import com.microsoft.playwright.Locator;

import io.guildhall.TestDatabase;
import lombok.RequiredArgsConstructor;

/**
 * Pages about people that show themselves only after something has happened: a member's
 * own page, titles before they are changed, a verdict on baits, a table of another
 * organization, an import that was taken back, a night that broke.
 */
@RequiredArgsConstructor
class PeoplePages {

	private static final String MOVED = """
			member_id,revision,name,tags,consent_email,phone,identities,joined_at
			0198a000-0000-7000-8000-000000000001,aa,搬来的,茶友,GIVEN,13800138001,TELEGRAM:ID:4711,2026-01-01T00:00:00Z
			0198a000-0000-7000-8000-000000000002,bb,也搬来的,,,13800138002,WECHAT:NAME@别处的群:小安,2026-01-02T00:00:00Z
			""";

	private final JdbcClient owner = JdbcClient
		.create(TestDatabase.asOwnerOf(TestDatabase.url(WholeApplication.DATABASE)));

	private final Visitor visitor;

	private final String home;

	/** Walks all of them. */
	void look() {
		ownPage();
		titles();
		pictures();
		verdict();
		moved();
		night();
	}

	private void ownPage() {
		visitor.open(home + "/members");
		visitor.main().locator("tbody a").first().click();
		visitor.settled().press("member.own.make");
		Locator copy = visitor.main().locator("#consent [data-copy-text]").first();
		String link = copy.getAttribute("data-copy-text");
		visitor.look("member-with-own-page");
		visitor.open(link.substring(link.indexOf("/p/"))).look("own-page");
		visitor.check("agreed", "EMAIL").press("member.own.save").look("own-page-said");
	}

	private void titles() {
		visitor.open(home + "/points/rules");
		visitor.main()
			.getByText(visitor.text("points.levels.edit"), new Locator.GetByTextOptions().setExact(true))
			.click();
		visitor.write("levels", "初读者 10\n常读者 100").field("levels").blur();
		visitor.page().waitForTimeout(1000);
		visitor.settled().look("points-titles");
	}

	private void pictures() {
		visitor.open(home + "/violations");
		visitor.main().locator("tbody a").first().click();
		visitor.settled()
			.upload("files", "chat.png", "image/png", picture(900, 500))
			.press(visitor.main().locator("form[action$='/pictures'] button"))
			.look("violation-pictures");
	}

	/** Two baits that were seen and taken for some weeks. */
	private void verdict() {
		visitor.open(home + "/channels/new");
		visitor.write("name", "两种说法").chooseText("groups[0].group", SmallWorld.GROUP);
		visitor.write("groups[0].entry", "https://example.org/in").write("baits[0].title", "一起晨读七天");
		visitor.main().locator("details:has([name='baits[1].title']) summary").click();
		visitor.write("baits[1].title", "免费领书单").press("onboarding.create");
		String channel = visitor.path();
		visitor.look("channel-baits");
		owner.sql("""
				insert into channel_days (organization_id, channel_id, bait_id, day, visits, refused)
				select organization_id, channel_id, id, current_date - 20, 240, 0 from channel_baits
				where organization_id = :organization and channel_id = cast(:channel as uuid)
				""").param("organization", organization()).param("channel", last(channel)).update();
		owner
			.sql("""
					insert into channel_joins (organization_id, id, channel_id, bait_id, outcome, day, member_id, newcomer,
						joined_at)
					select m.organization_id, gen_random_uuid(), b.channel_id, b.id, 'JOINED', current_date - 20, m.id, true,
						now() - interval '20 days'
					from (select *, row_number() over (order by id) as place from members
						where organization_id = :organization and state = 'ACTIVE') m
					join channel_baits b on b.organization_id = m.organization_id and b.channel_id = cast(:channel as uuid)
						and b.position = case when m.place % 4 = 0 then 2 else 1 end
					""")
			.param("organization", organization())
			.param("channel", last(channel))
			.update();
		visitor.open(channel).look("channel-verdict");
	}

	/** People of another organization are brought, and taken back. */
	private void moved() {
		visitor.open(home + "/imports")
			.upload("files", "members.csv", "text/csv", MOVED.getBytes(StandardCharsets.UTF_8))
			.press("intake.upload.go")
			.look("import-of-ours");
		visitor.choose("kind", "MEMBERS").press("intake.check");
		visitor.until(visitor.text("intake.checked.title")).look("import-moved-checked");
		visitor.press("intake.start.members", "2");
		visitor.until(visitor.text("intake.over.DONE")).look("import-moved-done");
		visitor.press("intake.undo");
		visitor.until(visitor.text("intake.over.UNDONE")).look("import-undone");
	}

	private void night() {
		trouble("'tiering', nightly_trouble_at = now()");
		visitor.open(home).look("today-night-broke");
		visitor.open(home + "/settings").look("settings-night-broke");
		trouble("null, nightly_trouble_at = null");
	}

	private void trouble(String what) {
		owner.sql("update organizations set nightly_trouble = %s where id = ?".formatted(what))
			.param(organization())
			.update();
	}

	private UUID organization() {
		return owner.sql("select id from organizations where slug = ?").param(last(home)).query(UUID.class).single();
	}

	private static String last(String path) {
		return path.substring(path.lastIndexOf('/') + 1);
	}

	private static byte[] picture(int width, int height) {
		BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = image.createGraphics();
		graphics.setPaint(new GradientPaint(0, 0, new Color(0xE8F1EC), width, height, new Color(0x9AB8A7)));
		graphics.fillRect(0, 0, width, height);
		graphics.dispose();
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try {
			ImageIO.write(image, "png", out);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return out.toByteArray();
	}

}

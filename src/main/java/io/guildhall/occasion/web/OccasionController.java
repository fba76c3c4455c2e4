package io.guildhall.occasion.web;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.audit.AuditSubject;
import io.guildhall.catalog.CatalogService;
import io.guildhall.catalog.ProductId;
import io.guildhall.community.CommunityService;
import io.guildhall.community.GroupId;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponId;
import io.guildhall.field.FieldDetails;
import io.guildhall.field.FieldId;
import io.guildhall.field.FieldKind;
import io.guildhall.field.FieldService;
import io.guildhall.member.MemberService;
import io.guildhall.occasion.NewOccasionRule;
import io.guildhall.occasion.Occasion;
import io.guildhall.occasion.OccasionGiving;
import io.guildhall.occasion.OccasionRule;
import io.guildhall.occasion.OccasionRuleId;
import io.guildhall.occasion.OccasionRules;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.PagePart;
import io.guildhall.tiering.Tier;
import lombok.RequiredArgsConstructor;

/** The occasions of a batch of coupons, beside it, and the page of each rule. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class OccasionController {

	private static final String SHOW = "redirect:/o/{organization}/occasion-rules/";

	private final OccasionRules rules;

	private final CommunityService communities;

	private final FieldService fields;

	private final CatalogService catalog;

	private final MemberService members;

	@Bean
	static PagePart occasionsOfBatch() {
		return new PagePart(PagePart.Page.COUPON_BATCH, 20, "occasion.rules", "/coupons/{id}/occasion-rules",
				Permission.SALES_READ);
	}

	@Bean
	static PagePart occasionOfCoupon() {
		return new PagePart(PagePart.Page.COUPON, 10, "occasion.given-by", "/coupons/codes/{id}/occasion",
				Permission.SALES_READ);
	}

	@Bean
	static AuditSubject occasionRuleHistory(OccasionRules service) {
		return new AuditSubject(OccasionRules.OBJECT, id -> service.get(new OccasionRuleId(id)));
	}

	@GetMapping("/coupons/{batch}/occasion-rules")
	String ofBatch(@PathVariable BatchId batch, Model model) {
		model.addAttribute("batch", batch);
		model.addAttribute("rules", rules.of(batch));
		model.addAttribute("occasions", Occasion.values());
		model.addAttribute("tiers", Tier.values());
		model.addAttribute("groups", communities.groups());
		model.addAttribute("days", days());
		model.addAttribute("products", catalog.active());
		return "occasion/parts :: batch";
	}

	@PostMapping("/coupons/{batch}/occasion-rules")
	String create(@PathVariable BatchId batch, @RequestParam Occasion occasion,
			@RequestParam(required = false) @Nullable GroupId group,
			@RequestParam(required = false) @Nullable Tier tier,
			@RequestParam(required = false) @Nullable FieldId field,
			@RequestParam(required = false) @Nullable ProductId product, RedirectAttributes flash) {
		// Without a script all fields are shown, and those of other occasions may be set.
		OccasionRule rule = rules.create(new NewOccasionRule(batch, occasion,
				(occasion == Occasion.JOINED) ? group : null, (occasion == Occasion.TIER) ? tier : null,
				(occasion == Occasion.BIRTHDAY) ? field : null, (occasion == Occasion.PAYMENT) ? product : null));
		flash.addFlashAttribute("done", "occasion.done.created");
		return SHOW + rule.id();
	}

	@GetMapping("/coupons/codes/{coupon}/occasion")
	String ofCoupon(@PathVariable CouponId coupon, Model model) {
		model.addAttribute("rule", rules.by(coupon).orElse(null));
		return "occasion/parts :: coupon";
	}

	@GetMapping("/occasion-rules/{id}")
	String show(@PathVariable OccasionRuleId id, @RequestParam(required = false) @Nullable Boolean given,
			@RequestParam(required = false) @Nullable String after, Model model) {
		Slice<OccasionGiving> givings = rules.givings(id, given, after);
		model.addAttribute("rule", rules.get(id));
		model.addAttribute("givings", givings);
		model.addAttribute("given", given);
		Map<String, String> names = members.names(givings.items().stream().map(OccasionGiving::member).toList());
		model.addAttribute("names", names);
		return "occasion/show";
	}

	@PostMapping("/occasion-rules/{id}/stop")
	String stop(@PathVariable OccasionRuleId id, RedirectAttributes flash) {
		rules.stop(id);
		flash.addFlashAttribute("done", "occasion.done.stopped");
		return SHOW + id;
	}

	@PostMapping("/occasion-rules/{id}/again")
	String tryAgain(@PathVariable OccasionRuleId id, RedirectAttributes flash) {
		int again = rules.tryAgain(id);
		flash.addFlashAttribute("done", "occasion.done.again");
		flash.addFlashAttribute("doneArgs", List.of(again));
		return SHOW + id;
	}

	private List<FieldDetails> days() {
		return fields.list().stream().filter(field -> field.kind() == FieldKind.DATE && !field.archived()).toList();
	}

}

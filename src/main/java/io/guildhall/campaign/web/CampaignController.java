package io.guildhall.campaign.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.audit.AuditSubject;
import io.guildhall.campaign.CampaignBoard;
import io.guildhall.campaign.CampaignDetails;
import io.guildhall.campaign.CampaignGoal;
import io.guildhall.campaign.CampaignId;
import io.guildhall.campaign.CampaignService;
import io.guildhall.campaign.CampaignState;
import io.guildhall.campaign.NewCampaign;
import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponBatches;
import io.guildhall.coupon.IssueReading;
import io.guildhall.member.Audience;
import io.guildhall.member.Audiences;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import io.guildhall.touch.TouchId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** The campaign pages. */
@Controller
@RequestMapping("/o/{organization}/campaigns")
@RequiredArgsConstructor
class CampaignController {

	/** A field of the audience stands in the form under this and its key. */
	private static final String FIELD = "field.";

	private static final int DEFAULT_WINDOW = 7;

	private final CampaignService campaigns;

	private final CampaignBoard board;

	private final Audiences audiences;

	private final CouponBatches batches;

	private final IssueReading issues;

	@Bean
	static AuditSubject campaignHistory(CampaignService service) {
		return new AuditSubject("campaign", id -> service.get(new CampaignId(id)));
	}

	@Bean
	static NavigationEntry campaignNavigation() {
		return new NavigationEntry(NavigationEntry.Section.CAMPAIGNS, 10, "campaign.title", "/campaigns",
				Permission.CAMPAIGN_EDIT);
	}

	@Bean
	static PagePart campaignToday() {
		return new PagePart(PagePart.Page.TODAY, 30, "campaign.today", "/campaigns/today", Permission.CAMPAIGN_EDIT);
	}

	@GetMapping
	String list(@RequestParam(required = false) @Nullable CampaignState state,
			@RequestParam(required = false) @Nullable String after, Model model) {
		model.addAttribute("state", state);
		model.addAttribute("states", CampaignState.values());
		model.addAttribute("campaigns", board.list(state, after));
		return "campaign/list";
	}

	@GetMapping("/today")
	String today(Model model) {
		model.addAttribute("running", board.list(CampaignState.RUNNING, null).items());
		return "campaign/list :: today";
	}

	@GetMapping("/new")
	String compose(@RequestParam Map<String, String> parameters, Model model) {
		model.addAttribute("form", new CampaignForm("", CampaignGoal.WAKE_UP, null, "", DEFAULT_WINDOW, null));
		return builder(null, audience(parameters), model);
	}

	@PostMapping
	String create(@Valid @ModelAttribute("form") CampaignForm form, BindingResult errors,
			@RequestParam Map<String, String> parameters, Model model, RedirectAttributes flash) {
		Audience audience = audience(parameters);
		if (!errors.hasErrors()) {
			try {
				CampaignId id = campaigns.create(form.wanted(audience));
				flash.addFlashAttribute("done", "campaign.saved");
				return "redirect:/o/{organization}/campaigns/" + id;
			}
			catch (DomainException refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return builder(null, audience, model);
	}

	@GetMapping("/{id}/edit")
	String edit(@PathVariable CampaignId id, Model model) {
		CampaignDetails campaign = campaigns.get(id);
		model.addAttribute("form", CampaignForm.of(campaign));
		return builder(id, campaign.audience(), model);
	}

	@PostMapping("/{id}")
	String change(@PathVariable CampaignId id, @Valid @ModelAttribute("form") CampaignForm form, BindingResult errors,
			@RequestParam Map<String, String> parameters, Model model, RedirectAttributes flash) {
		campaigns.get(id);
		Audience audience = audience(parameters);
		if (!errors.hasErrors()) {
			try {
				campaigns.change(id, form.wanted(audience), form.version());
				flash.addFlashAttribute("done", "campaign.saved");
				return "redirect:/o/{organization}/campaigns/{id}";
			}
			catch (DomainException refusal) {
				errors.reject(refusal.getCode(), refusal.getArgs(), refusal.getMessage());
			}
		}
		return builder(id, audience, model);
	}

	/** The numbers beside the form, as it stands. */
	@GetMapping("/effect")
	String effect(@RequestParam Map<String, String> parameters,
			@RequestParam(defaultValue = "WAKE_UP") CampaignGoal goal,
			@RequestParam(required = false) @Nullable String batch, Locale locale, Model model) {
		effectOf(goal, audience(parameters), batch(batch), locale, model);
		return "campaign/edit :: effect";
	}

	@GetMapping("/{id}")
	String show(@PathVariable CampaignId id, @RequestParam(defaultValue = "PLANNED") String tasks,
			@RequestParam(required = false) @Nullable String after, Locale locale, Model model) {
		CampaignDetails campaign = campaigns.get(id);
		model.addAttribute("campaign", campaign);
		model.addAttribute("audienceText", audiences.describe(campaign.audience(), locale));
		model.addAttribute("batch", (campaign.batch() != null) ? batches.get(campaign.batch()) : null);
		if (campaign.state() == CampaignState.DRAFT) {
			effectOf(campaign.goal(), campaign.audience(), campaign.batch(), locale, model);
		}
		else {
			model.addAttribute("result", board.result(id));
			model.addAttribute("tab", tasks);
			model.addAttribute("tasks", board.tasks(id, tasks, after));
			model.addAttribute("issuing", campaign.issue() != null && issues.isRunning(campaign.issue()));
		}
		return "campaign/show";
	}

	@PostMapping("/{id}/launch")
	String launch(@PathVariable CampaignId id, RedirectAttributes flash) {
		campaigns.launch(id);
		flash.addFlashAttribute("done", "campaign.launched.done");
		return "redirect:/o/{organization}/campaigns/{id}";
	}

	@PostMapping("/{id}/end")
	String end(@PathVariable CampaignId id, RedirectAttributes flash) {
		campaigns.end(id);
		flash.addFlashAttribute("done", "campaign.ended.done");
		return "redirect:/o/{organization}/campaigns/{id}";
	}

	@PostMapping("/{id}/touches/{touch}")
	String contacted(@PathVariable CampaignId id, @PathVariable TouchId touch,
			@RequestHeader(name = "HX-Request", required = false) boolean htmx, Model model) {
		campaigns.contacted(id, touch);
		if (htmx) {
			return "campaign/show :: ticked";
		}
		return "redirect:/o/{organization}/campaigns/{id}";
	}

	@PostMapping("/{id}/touches")
	String contactedAll(@PathVariable CampaignId id, RedirectAttributes flash) {
		int confirmed = campaigns.contactedAll(id);
		flash.addFlashAttribute("done", "campaign.contacted.done");
		flash.addFlashAttribute("doneArgs", List.of(confirmed));
		return "redirect:/o/{organization}/campaigns/{id}";
	}

	private String builder(@Nullable CampaignId id, Audience audience, Model model) {
		model.addAttribute("id", id);
		model.addAttribute("goals", CampaignGoal.values());
		model.addAttribute("fields", audiences.fields());
		model.addAttribute("chosen", audience.fields());
		model.addAttribute("batches", batches.open());
		return "campaign/edit";
	}

	private void effectOf(CampaignGoal goal, Audience audience, @Nullable BatchId batch, Locale locale, Model model) {
		model.addAttribute("effect", campaigns.foresee(goal, audience, batch));
		model.addAttribute("effectAudience", audiences.describe(audience, locale));
	}

	private static Audience audience(Map<String, String> parameters) {
		Map<String, String> fields = new LinkedHashMap<>();
		parameters.forEach((name, value) -> {
			if (name.startsWith(FIELD) && !value.isBlank()) {
				fields.put(name.substring(FIELD.length()), value);
			}
		});
		return new Audience(fields, List.of());
	}

	private static @Nullable BatchId batch(@Nullable String id) {
		return (id != null && !id.isBlank()) ? BatchId.of(id) : null;
	}

	record CampaignForm(@NotBlank @Size(max = 80) String name, @NotNull CampaignGoal goal, @Nullable String batch,
			@NotBlank @Size(max = 4000) String text, @NotNull @Min(1) @Max(90) Integer windowDays,
			@Nullable Long version) {

		static CampaignForm of(CampaignDetails campaign) {
			return new CampaignForm(campaign.name(), campaign.goal(),
					(campaign.batch() != null) ? campaign.batch().toString() : null, campaign.text(),
					campaign.windowDays(), campaign.version());
		}

		NewCampaign wanted(Audience audience) {
			return new NewCampaign(name, goal, audience, CampaignController.batch(batch), text, windowDays);
		}

	}

}

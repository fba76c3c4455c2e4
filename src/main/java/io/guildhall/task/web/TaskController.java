package io.guildhall.task.web;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import io.guildhall.audit.AuditSubject;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberService;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.DomainException;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.web.FormRefusals;
import io.guildhall.shared.web.NavigationEntry;
import io.guildhall.shared.web.PagePart;
import io.guildhall.staff.StaffService;
import io.guildhall.task.NewTask;
import io.guildhall.task.TaskDetails;
import io.guildhall.task.TaskFilter.Shown;
import io.guildhall.task.TaskFilter;
import io.guildhall.task.TaskId;
import io.guildhall.task.TaskService;
import io.guildhall.task.Workloads;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** The pages of what is to be done. */
@Controller
@RequestMapping("/o/{organization}")
@RequiredArgsConstructor
class TaskController {

	/** A follow-up is due so many days from now, unless somebody says otherwise. */
	private static final int DAYS = 3;

	private final TaskService tasks;

	private final Workloads workloads;

	private final MemberService members;

	private final StaffService staff;

	private final OrganizationService organizations;

	@Bean
	static NavigationEntry tasksEntry() {
		return new NavigationEntry(NavigationEntry.Section.MEMBERS, 50, "task.title", "/tasks", Permission.TASK_EDIT);
	}

	@Bean
	static PagePart tasksToday() {
		return new PagePart(PagePart.Page.TODAY, 8, "task.today", "/tasks/today", Permission.TASK_EDIT);
	}

	@Bean
	static PagePart tasksOfMember() {
		return new PagePart(PagePart.Page.MEMBER, 20, "task.part", "/members/{id}/tasks", Permission.TASK_EDIT);
	}

	@Bean
	static AuditSubject taskHistory(TaskService service) {
		return new AuditSubject("task", id -> service.get(new TaskId(id)));
	}

	@GetMapping("/tasks")
	String list(@RequestParam(defaultValue = "OPEN") Shown shown,
			@RequestParam(required = false) @Nullable String whose,
			@RequestParam(required = false) @Nullable MemberId member,
			@RequestParam(required = false) @Nullable String after, Model model) {
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", new TaskForm("", "", null, null, organizations.today().plusDays(DAYS)));
		}
		boolean all = "all".equals(whose);
		model.addAttribute("tasks",
				tasks.list(new TaskFilter(shown, all ? null : OnBehalf.actor().id(), member), after));
		model.addAttribute("about", (member != null) ? members.require(member) : null);
		model.addAttribute("shown", shown);
		model.addAttribute("choices", Shown.values());
		model.addAttribute("all", all);
		model.addAttribute("staff", staff.list());
		model.addAttribute("me", OnBehalf.actor().id());
		return "task/list";
	}

	@PostMapping("/tasks")
	String add(@Valid @ModelAttribute("form") TaskForm form, BindingResult errors, Model model,
			RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				tasks.add(form.task());
				flash.addFlashAttribute("done", "task.added");
				return (form.member() != null) ? "redirect:/o/{organization}/members/" + form.member()
						: "redirect:/o/{organization}/tasks";
			}
			catch (DomainException refusal) {
				FormRefusals.tell(refusal, errors);
			}
		}
		return list(Shown.OPEN, null, null, null, model);
	}

	@GetMapping("/tasks/{id}")
	String show(@PathVariable TaskId id, Model model) {
		TaskDetails task = tasks.get(id);
		if (!model.containsAttribute("form")) {
			model.addAttribute("form", new TaskForm(task.title(), task.note(), null, task.assignee(), task.due()));
		}
		model.addAttribute("task", task);
		model.addAttribute("staff", staff.list());
		return "task/show";
	}

	@PostMapping("/tasks/{id}")
	String change(@PathVariable TaskId id, @Valid @ModelAttribute("form") TaskForm form, BindingResult errors,
			@RequestParam(required = false) @Nullable Long version, Model model, RedirectAttributes flash) {
		if (!errors.hasErrors()) {
			try {
				UUID assignee = (form.assignee() != null) ? form.assignee() : tasks.get(id).assignee();
				tasks.change(id, form.title(), form.more(), assignee, form.due(), version);
				flash.addFlashAttribute("done", "task.changed");
				return "redirect:/o/{organization}/tasks/" + id;
			}
			catch (DomainException refusal) {
				FormRefusals.tell(refusal, errors);
			}
		}
		return show(id, model);
	}

	@PostMapping("/tasks/{id}/done")
	String done(@PathVariable TaskId id, @RequestParam(required = false) @Nullable MemberId of,
			RedirectAttributes flash) {
		tasks.done(id);
		return said("task.done.said", of, flash);
	}

	@PostMapping("/tasks/{id}/drop")
	String drop(@PathVariable TaskId id, @RequestParam(required = false) @Nullable MemberId of,
			RedirectAttributes flash) {
		tasks.drop(id);
		return said("task.drop.said", of, flash);
	}

	@PostMapping("/tasks/{id}/reopen")
	String reopen(@PathVariable TaskId id, @RequestParam(required = false) @Nullable MemberId of,
			RedirectAttributes flash) {
		tasks.reopen(id);
		return said("task.reopen.said", of, flash);
	}

	@GetMapping("/tasks/today")
	String today(Model model) {
		model.addAttribute("tasks", tasks.today());
		return "task/list :: today";
	}

	@GetMapping("/members/{id}/tasks")
	String part(@PathVariable MemberId id, Model model) {
		List<TaskDetails> of = tasks.of(id);
		model.addAttribute("member", id);
		model.addAttribute("tasks", of);
		model.addAttribute("staff", staff.list());
		UUID owner = members.get(id).profile().contactOwner();
		model.addAttribute("assignee", (owner != null) ? owner : OnBehalf.actor().id());
		model.addAttribute("due", organizations.today().plusDays(DAYS));
		return "task/list :: part";
	}

	@GetMapping("/workload")
	String workload(Model model) {
		model.addAttribute("workload", workloads.list());
		model.addAttribute("staff", staff.list());
		return "task/workload";
	}

	@PostMapping("/workload/hand-over")
	String handOver(@RequestParam UUID from, @RequestParam UUID to, RedirectAttributes flash) {
		Workloads.HandedOver handed = workloads.handOver(from, to);
		flash.addFlashAttribute("done", "task.handed-over");
		flash.addFlashAttribute("doneArgs", List.of(handed.members(), handed.tasks()));
		return "redirect:/o/{organization}/workload";
	}

	/** Back to where it was asked: the member's page, or the list. */
	private static String said(String what, @Nullable MemberId of, RedirectAttributes flash) {
		flash.addFlashAttribute("done", what);
		return (of != null) ? "redirect:/o/{organization}/members/" + of : "redirect:/o/{organization}/tasks";
	}

	record TaskForm(@NotBlank @Size(max = 200) String title, @Size(max = 2000) @Nullable String note,
			@Nullable MemberId member, @Nullable UUID assignee, @NotNull LocalDate due) {

		NewTask task() {
			return new NewTask(title, more(), member, assignee, due);
		}

		String more() {
			return (note != null) ? note : "";
		}
	}

}

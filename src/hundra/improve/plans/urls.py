"""Addresses of hundra.improve.plans: under /arbete/ for those who work here, /planer/ for all."""

from django.urls import path

from hundra.improve.plans.views import (
    activities,
    areas,
    cafes,
    joining,
    plans,
    public,
    working_out,
)

HERE = "arbete/planer/"
ONE = f"{HERE}<int:plan>/"
AREA = f"{ONE}omraden/<int:pk>/"
UNIT = f"{ONE}enheter/<int:unit>/"
PROPOSAL = f"{ONE}forslag/<int:pk>/"
ACTIVITY = f"{HERE}aktiviteter/<int:pk>/"
CAFES = "arbete/dialogkafeer/"
CAFE = f"{CAFES}<int:pk>/"
JOINED = "kafe/<secret:secret>/"
TABLE = f"{JOINED}bord/<int:number>/"

urlpatterns = [
    path("planer/", public.public_plans, name="public_plans"),
    path("planer/<int:plan>/", public.public_plan, name="public_plan"),
    path(HERE, plans.plans, name="plans"),
    path(f"{HERE}ny/", plans.new_plan, name="plan_new"),
    path(f"{HERE}personer/", plans.people, name="plan_people"),
    path(f"{HERE}av-matning/", activities.from_finding, name="plan_from_finding"),
    path(f"{HERE}sent/", plans.late, name="plans_late"),
    path(ONE, plans.plan, name="plan"),
    path(f"{ONE}om/", plans.about, name="plan_about"),
    path(f"{ONE}andra/", plans.edit_plan, name="plan_edit"),
    path(f"{ONE}visa/", plans.show_plan, name="plan_show"),
    path(f"{ONE}steg/<slug:step>/", plans.step, name="plan_step"),
    path(f"{ONE}enheter/", plans.units, name="plan_units"),
    path(f"{ONE}deltagare/", plans.add_participant, name="plan_participant_add"),
    path(
        f"{ONE}deltagare/<int:pk>/ta-bort/",
        plans.remove_participant,
        name="plan_participant_remove",
    ),
    path(f"{ONE}aktiviteter/", plans.activities, name="plan_activities"),
    path(f"{ONE}aktiviteter/ny/", activities.new_activity, name="plan_activity_new"),
    path(f"{ONE}omraden/nytt/", areas.new_area, name="plan_area_new"),
    path(AREA, areas.area, name="plan_area"),
    path(f"{AREA}andra/", areas.edit_area, name="plan_area_edit"),
    path(f"{AREA}flytta/", areas.change_area, name="plan_area_change"),
    path(UNIT, areas.unit, name="plan_unit"),
    path(f"{UNIT}prioritera/", areas.prioritise, name="plan_prioritise"),
    path(f"{ONE}forslag/", working_out.proposals, name="plan_proposals"),
    path(PROPOSAL, working_out.proposal, name="plan_proposal"),
    path(f"{PROPOSAL}svar/", working_out.decide, name="plan_proposal_decide"),
    path(f"{ONE}standpunkter/", working_out.stands, name="plan_stands"),
    path(ACTIVITY, activities.activity, name="plan_activity"),
    path(f"{ACTIVITY}andra/", activities.edit_activity, name="plan_activity_edit"),
    path(f"{ACTIVITY}lage/", activities.set_state, name="plan_activity_state"),
    path(f"{ACTIVITY}lagesrapport/", activities.tell, name="plan_activity_tell"),
    path(f"{ACTIVITY}forbattring/", activities.make_improvement, name="plan_activity_improvement"),
    path(CAFES, cafes.cafes, name="cafes"),
    path(f"{CAFES}nytt/", cafes.new_cafe, name="cafe_new"),
    path(CAFE, cafes.cafe, name="cafe"),
    path(f"{CAFE}andra/", cafes.edit_cafe, name="cafe_edit"),
    path(f"{CAFE}skarm/", cafes.screen, name="cafe_screen"),
    path(f"{CAFE}oppna/", cafes.set_open, name="cafe_open"),
    path(f"{CAFE}anteckningar/", cafes.sort_notes, name="cafe_sort"),
    path(f"{CAFE}gor/<slug:kind>/", cafes.make, name="cafe_make"),
    path("kafe/", joining.code, name="cafe_code"),
    path(JOINED, joining.join, name="cafe_join"),
    path(TABLE, joining.table, name="cafe_table"),
    path(f"{TABLE}<uuid:key>/", joining.change, name="cafe_note_change"),
]

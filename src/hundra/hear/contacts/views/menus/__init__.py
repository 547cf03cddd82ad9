"""The phone menu: /arbete/servicecenter/knappval/."""

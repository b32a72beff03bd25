"""Mingjian 明鉴: the work platform of a municipal discipline inspection and supervisory commission."""
